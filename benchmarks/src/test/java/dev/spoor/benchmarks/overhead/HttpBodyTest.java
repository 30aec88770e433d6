package dev.spoor.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body ends where it says, so that the next request is found behind it. */
class HttpBodyTest {
  private static final Map<String, String> CHUNKED = Map.of("transfer-encoding", "chunked");

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void ofKnownLength() throws IOException {
    InputStream in = stream("hellonext");
    assertThat(text(HttpBody.of(in, Map.of("content-length", "5")))).isEqualTo("hello");
    assertThat(text(in)).isEqualTo("next");
    assertThat(text(HttpBody.of(stream("next"), Map.of()))).isEmpty();
  }

  @Test
  void inChunksWithExtensionsAndTrailers() throws IOException {
    InputStream in = stream("5\r\nhello\r\nA;x=y\r\n, everyone\r\n0\r\nDigest: none\r\n\r\nnext");
    assertThat(text(HttpBody.of(in, CHUNKED))).isEqualTo("hello, everyone");
    assertThat(text(in)).isEqualTo("next");
  }

  @Test
  void byteByByte() throws IOException {
    HttpBody body = HttpBody.of(stream("2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"), CHUNKED);
    assertThat(new int[] {body.read(), body.read(), body.read(), body.read()})
        .containsExactly('a', 'b', 'c', -1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5\r\nhel", "5\r\nhello\r\n", "5\r\nhello"})
  void cutOffInChunks(String start) {
    assertThatThrownBy(() -> text(HttpBody.of(stream(start), CHUNKED)))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void cutOffAtKnownLength() {
    assertThatThrownBy(() -> text(HttpBody.of(stream("hel"), Map.of("content-length", "5"))))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void linesEndAndAreBounded() throws IOException {
    InputStream in = stream("one\r\ntwo\nthree");
    assertThat(HttpBody.line(in)).isEqualTo("one");
    assertThat(HttpBody.line(in)).isEqualTo("two");
    assertThat(HttpBody.line(in)).isEqualTo("three");
    assertThat(HttpBody.line(in)).isEmpty();
    assertThatThrownBy(() -> HttpBody.line(stream("x".repeat(100_000))))
        .isInstanceOf(IOException.class);
  }
}
