package dev.spoor.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A request without fault, for tests of the fake Agent itself; its body is a stored vector. */
final class SampleRequest {
  private static final String LANGUAGE =
      "Host: x\r\n"
          + "Datadog-Meta-Lang: java\r\n"
          + "Datadog-Meta-Lang-Version: 17.0.15\r\n"
          + "Datadog-Meta-Lang-Interpreter: OpenJDK 64-Bit Server VM\r\n"
          + "Datadog-Meta-Lang-Interpreter-Vendor: Someone\r\n";

  private SampleRequest() {}

  static byte[] body() throws IOException {
    return vector("v04-01-simple");
  }

  static byte[] vector(String name) throws IOException {
    String file = "/vectors/" + name + ".msgpack";
    try (InputStream in = SampleRequest.class.getResourceAsStream(file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    }
  }

  static String head() throws IOException {
    return "PUT /v0.4/traces HTTP/1.1\r\n"
        + LANGUAGE
        + "Datadog-Meta-Tracer-Version: 0.1.0\r\n"
        + "X-Datadog-Trace-Count: 1\r\n"
        + "Datadog-Client-Computed-Top-Level: true\r\n"
        + "Content-Type: application/msgpack\r\n"
        + "Content-Length: "
        + body().length
        + "\r\n\r\n";
  }

  static byte[] traces() throws IOException {
    return with(head());
  }

  static byte[] info() {
    return ("GET /info HTTP/1.1\r\n" + LANGUAGE + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] with(String head) throws IOException {
    return with(head, body());
  }

  static byte[] with(String head, byte[] body) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    String fitting = head.replaceAll("Content-Length: \\d+", "Content-Length: " + body.length);
    all.write(fitting.getBytes(StandardCharsets.ISO_8859_1));
    all.write(body);
    return all.toByteArray();
  }
}
