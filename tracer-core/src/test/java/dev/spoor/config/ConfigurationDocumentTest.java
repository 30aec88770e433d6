package dev.spoor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * CONFIGURATION.md says what the table of settings says. To write it anew:
 *
 * <pre>
 * mvn -pl tracer-core test -Dtest=ConfigurationDocumentTest -Dspoor.surefire.args=-Dspoor.write=true
 * </pre>
 */
class ConfigurationDocumentTest {
  private static final Path FILE = Path.of("..", "CONFIGURATION.md");

  @Test
  void theDocumentIsUpToDate() throws IOException {
    String text = ConfigurationDocument.text();
    if (Boolean.getBoolean("spoor.write")) {
      Files.writeString(FILE, text);
    }
    assertThat(FILE)
        .as(
            "CONFIGURATION.md is stale; write it anew by: mvn -pl tracer-core test"
                + " -Dtest=ConfigurationDocumentTest -Dspoor.surefire.args=-Dspoor.write=true")
        .exists();
    assertThat(Files.readString(FILE).replace("\r\n", "\n"))
        .as(
            "CONFIGURATION.md is stale; write it anew by: mvn -pl tracer-core test"
                + " -Dtest=ConfigurationDocumentTest -Dspoor.surefire.args=-Dspoor.write=true")
        .isEqualTo(text);
  }

  @Test
  void everySettingAndEveryAliasIsInIt() {
    String text = ConfigurationDocument.text();
    for (Setting<?> row : Settings.all()) {
      assertThat(text).contains("`" + row.name() + "`");
      row.aliases().forEach(alias -> assertThat(text).contains("`" + alias + "`"));
    }
  }
}
