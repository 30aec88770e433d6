package dev.spoor.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.LoggerContext;
import java.io.InputStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The build runs all tests on two lines of Logback; this one says that it really did. */
class LogbackLineTest {
  @Test
  void theBuildRunsOnTheLineThatItNames() throws Exception {
    String expected = System.getProperty("logback.expected");
    assumeTrue(expected != null, "outside the build no line of Logback is named");
    Properties classic = new Properties();
    try (InputStream pom =
        LoggerContext.class.getResourceAsStream(
            "/META-INF/maven/ch.qos.logback/logback-classic/pom.properties")) {
      classic.load(pom);
    }
    assertThat(classic.getProperty("version")).isEqualTo(expected);
  }
}
