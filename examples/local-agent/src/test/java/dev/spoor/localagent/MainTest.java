package dev.spoor.localagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The process: what it prints, and how it ends. */
class MainTest {
  private static Process run(String port) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            java, "-cp", System.getProperty("java.class.path"), LocalAgent.class.getName());
    builder.environment().put("DD_APM_RECEIVER_PORT", port);
    builder.environment().put("DD_DOGSTATSD_PORT", "0");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder.redirectErrorStream(true).start();
  }

  @Test
  void saysWhereItListensInOneLine() throws Exception {
    Process process = run("0");
    try (BufferedReader out = reader(process)) {
      assertThat(out.readLine()).matches("local-agent: listening on http://localhost:[1-9].*");
    } finally {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void saysInOneLineThatThePortIsTakenAndExitsWith1() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      Process process = run(Integer.toString(taken.getLocalPort()));
      try (BufferedReader out = reader(process)) {
        assertThat(out.lines().collect(Collectors.toList()))
            .singleElement()
            .asString()
            .contains("cannot listen on localhost:" + taken.getLocalPort())
            .contains("DD_APM_RECEIVER_PORT");
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}
