package dev.spoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.wire.DecodedSpan;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the README does what the README says. */
class ReadmeTest {
  @Test
  void spansByHandAreSent(@TempDir Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("Checkout.java"), program());
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(compiled).isZero();
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app =
            ForkedJvm.ofMain("Checkout")
                .classPath(folder + File.pathSeparator + System.getProperty("java.class.path"))
                .sendingTo(agent)
                .environment("DD_SERVICE", "shop")
                .start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();
      DecodedSpan span = agent.awaitSpan(each -> each.resource().equals("charge"));
      assertThat(span.service()).isEqualTo("shop");
      assertThat(span.metric("cart.items")).isEqualTo(3.0);
      agent.assertNoViolations();
    }
  }

  /** The indented lines that begin with the import of the library. */
  private static String program() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../README.md"));
    return lines.stream()
        .dropWhile(line -> !line.equals("    import dev.spoor.Spoor;"))
        .takeWhile(line -> line.isEmpty() || line.startsWith("    "))
        .collect(Collectors.joining("\n"));
  }
}
