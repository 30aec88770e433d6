package dev.spoor.transport;

import dev.spoor.Version;
import dev.spoor.config.AgentAddress;
import dev.spoor.host.ContainerId;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The heads of our requests. All that stays the same is put together once; used by the sender
 * thread.
 */
final class RequestHeaders {
  private final AgentAddress address;
  private final String language;
  private final String container;

  RequestHeaders(AgentAddress address, TransportSettings settings, ContainerId containerId) {
    this.address = address;
    StringBuilder head = new StringBuilder(256);
    add(head, "Host", address.hostHeader());
    add(head, "Datadog-Meta-Lang", "java");
    add(head, "Datadog-Meta-Lang-Version", System.getProperty("java.version"));
    add(head, "Datadog-Meta-Lang-Interpreter", System.getProperty("java.vm.name"));
    add(head, "Datadog-Meta-Lang-Interpreter-Vendor", System.getProperty("java.vm.vendor"));
    add(head, "Datadog-Meta-Tracer-Version", Version.CURRENT);
    this.language = head.toString();
    head.setLength(0);
    add(head, "Datadog-Container-ID", containerId.id());
    add(head, "Datadog-Entity-ID", containerId.entity());
    add(head, "Datadog-External-Env", settings.externalEnv());
    this.container = head.toString();
  }

  /** One further header line, made safe. */
  static String line(String name, @Nullable String value) {
    StringBuilder line = new StringBuilder(64);
    add(line, name, value);
    return line.toString();
  }

  /** The head of a request that is not about traces. */
  byte[] other(String method, String endpoint, String contentType, String headers, int length) {
    StringBuilder head = new StringBuilder(1024);
    head.append(method).append(' ').append(address.path(endpoint)).append(" HTTP/1.1\r\n");
    head.append(language).append(container);
    add(head, "Content-Type", contentType);
    add(head, "Content-Length", Integer.toString(length));
    return bytes(head.append(headers).append("\r\n").toString());
  }

  byte[] info() {
    return bytes("GET " + address.path("/info") + " HTTP/1.1\r\n" + language + "\r\n");
  }

  /**
   * The head of a trace request.
   *
   * @param traces the number of elements of the body's outermost array
   * @param length the bytes of the body; always told, because receivers may not take it chunked
   */
  byte[] traces(
      String endpoint, int traces, int length, boolean computesStats, UnsentTraces.Told unsent) {
    StringBuilder head = new StringBuilder(1024);
    head.append("PUT ").append(address.path(endpoint)).append(" HTTP/1.1\r\n");
    head.append(language).append(container);
    add(head, "Content-Type", "application/msgpack");
    add(head, "Content-Length", Integer.toString(length));
    add(head, "X-Datadog-Trace-Count", Integer.toString(traces));
    add(head, "Datadog-Client-Computed-Top-Level", "true");
    add(head, "Datadog-Send-Real-Http-Status", "true");
    if (computesStats) {
      add(head, "Datadog-Client-Computed-Stats", "true"); // the Agent takes a false one for true
    }
    add(head, "Datadog-Client-Dropped-P0-Traces", Long.toString(unsent.traces()));
    add(head, "Datadog-Client-Dropped-P0-Spans", Long.toString(unsent.spans()));
    return bytes(head.append("\r\n").toString());
  }

  /** Leaves out what is not known: the Agent takes an empty value for a real one. */
  private static void add(StringBuilder head, String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      return;
    }
    head.append(name).append(": ");
    String trimmed = value.strip();
    for (int i = 0; i < trimmed.length(); i++) {
      char c = trimmed.charAt(i);
      head.append(c < ' ' || c > '~' ? '_' : c); // no value may end a header or start another
    }
    head.append("\r\n");
  }

  private static byte[] bytes(String head) {
    return head.getBytes(StandardCharsets.US_ASCII);
  }
}
