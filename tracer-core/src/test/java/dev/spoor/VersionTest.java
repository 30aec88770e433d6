package dev.spoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class VersionTest {
  @Test
  void theVersionThatIsToldIsTheOneOfTheBuild() throws Exception {
    Path pom = Path.of("pom.xml");
    assertThat(Files.readString(pom)).contains("<artifactId>tracer-core</artifactId>");
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    // The module has no version of its own: the only one is the parent's.
    String version =
        ((org.w3c.dom.Element) document.getElementsByTagName("parent").item(0))
            .getElementsByTagName("version")
            .item(0)
            .getTextContent();
    assertThat(Version.CURRENT).isEqualTo(version);
  }
}
