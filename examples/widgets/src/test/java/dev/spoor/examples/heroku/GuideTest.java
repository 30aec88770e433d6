package dev.spoor.examples.heroku;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/heroku.md promises that each of its commands is run somewhere, or says what it needs. */
class GuideTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)");

  @Test
  void eachCommandIsRunByATestOrSaysWhatItNeeds() throws IOException {
    String ran =
        Files.readString(ROOT.resolve(".ci/run"))
            + Files.readString(Path.of("src/test/java/dev/spoor/examples/heroku/DynoIT.java"));
    List<String> unproven = new ArrayList<>();
    int blocks = 0;
    for (Matcher block = COMMANDS.matcher(guide()); block.find(); blocks++) {
      if (!block.group(1).startsWith("# needs ")) {
        block.group(1).lines().filter(line -> !ran.contains(line)).forEach(unproven::add);
      }
    }

    assertThat(blocks).isGreaterThan(5);
    assertThat(unproven).as("commands that nothing runs").isEmpty();
  }

  @Test
  void theProcfileIsShownAsItIs() throws IOException {
    assertThat(guide()).contains(Files.readString(Path.of("Procfile")));
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Matcher link = LINK.matcher(guide()); link.find(); ) {
      if (!Files.exists(ROOT.resolve("docs").resolve(link.group(1)))) {
        broken.add(link.group(1));
      }
    }

    assertThat(broken).isEmpty();
  }

  private static String guide() throws IOException {
    return Files.readString(ROOT.resolve("docs/heroku.md"));
  }
}
