package dev.spoor.localagent.status;

import dev.spoor.wire.TraceTree;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, as its headers say; one block of the status page each.
 *
 * @param endpoint version of the endpoint, such as {@code v0.4}
 */
public record Client(
    String language,
    String languageVersion,
    String interpreter,
    String vendor,
    String tracerVersion,
    String endpoint) {
  private static final int MAX_LENGTH = 80;

  /** Reads the headers; what is missing is empty, what is long is cut. */
  public static Client of(Function<String, @Nullable String> headers, String endpoint) {
    return new Client(
        header(headers, "Datadog-Meta-Lang"),
        header(headers, "Datadog-Meta-Lang-Version"),
        header(headers, "Datadog-Meta-Lang-Interpreter"),
        header(headers, "Datadog-Meta-Lang-Interpreter-Vendor"),
        header(headers, "Datadog-Meta-Tracer-Version"),
        endpoint);
  }

  private static String header(Function<String, @Nullable String> headers, String name) {
    String value = headers.apply(name);
    if (value == null) {
      return "";
    }
    return TraceTree.printable(value.substring(0, Math.min(MAX_LENGTH, value.length())));
  }

  /** As the status page names it. */
  String describe() {
    if (language.isEmpty()) {
      return "unknown clients";
    }
    String machine = interpreter.isEmpty() ? "" : " (" + interpreter + ")";
    return language + " " + languageVersion + machine + ", client " + tracerVersion;
  }
}
