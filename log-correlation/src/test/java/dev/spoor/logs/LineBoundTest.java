package dev.spoor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;

/** Lines of the encoder where the log system cuts long ones. */
class LineBoundTest {
  private static final int MAX = 9_900;

  private final LogOutput output = LogOutput.json(encoder -> encoder.setMaxLineBytes(MAX));

  @AfterEach
  void end() {
    MDC.clear();
    output.close();
  }

  private JsonNode line() {
    for (String line : output.text().split("\n")) {
      assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(MAX);
    }
    return output.line();
  }

  private static Exception deep(String message) {
    Exception error = new IllegalStateException(message);
    StackTraceElement frame = new StackTraceElement("ü.Frame", "método", "Frame.java", 1);
    error.setStackTrace(
        java.util.Collections.nCopies(900, frame).toArray(StackTraceElement[]::new));
    return error;
  }

  @Test
  void aShortLineIsLeftAlone() {
    output.logger().info("m");
    assertThat(line().has("truncated")).isFalse();
  }

  @Test
  void theStackTraceIsCutFirst() {
    output.ids.open("66a3c1d2000000004bf92f3577b34da6", "1");
    output.logger().error("it failed", deep("boom"));
    output.ids.close();
    JsonNode line = line();
    assertThat(line.get("truncated").asBoolean()).isTrue();
    assertThat(line.get("message").asString()).isEqualTo("it failed");
    assertThat(line.at("/error/message").asString()).isEqualTo("boom");
    assertThat(line.at("/error/stack").asString().length()).isGreaterThan(5_000);
    assertThat(line.at("/dd/trace_id").asString()).isEqualTo("66a3c1d2000000004bf92f3577b34da6");
    assertThat(output.text().length()).isGreaterThan(8_000);
  }

  @Test
  void thenTheMessage() {
    output.logger().error("\u0001ü\ud83d\ude00".repeat(10_000), deep("n".repeat(30_000)));
    JsonNode line = line();
    assertThat(line.get("message").asString()).startsWith("\u0001ü").endsWith("...");
    assertThat(line.at("/error/kind").asString()).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.get("truncated").asBoolean()).isTrue();
  }

  @Test
  void thenEverything() {
    for (int i = 0; i < 50; i++) {
      MDC.put("key" + i, "v".repeat(1_000));
    }
    output.logger().info("m");
    JsonNode line = line();
    assertThat(line.get("message").asString()).isEqualTo("m");
    assertThat(line.get("level").asString()).isEqualTo("INFO");
    assertThat(line.get("truncated").asBoolean()).isTrue();
  }

  @Test
  void alsoWithAnyNumberOfPairs() {
    for (int i = 0; i < 2_000; i++) {
      MDC.put("key" + i + "k".repeat(50), "v");
    }
    output.logger().info("m");
    assertThat(line().get("message").asString()).isEqualTo("m");
  }
}
