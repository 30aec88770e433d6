package dev.spoor.agent.lib.tomcat;

import dev.spoor.agent.plugin.ByteTexts;
import dev.spoor.kind.LoggedRequest;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Map;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.http.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Reads the connector's request, which is complete before the container looks at it. Bytes are read
 * through {@code toString}, which leaves their type as it is: the container's parsing depends on
 * it.
 */
final class TomcatRequest implements LoggedRequest<Request> {
  static final TomcatRequest ADAPTER = new TomcatRequest();

  private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE", "HEAD", "PATCH"};

  private static final ByteTexts TEXTS = new ByteTexts();

  private TomcatRequest() {}

  /** Tomcat 11 would rather have its new {@code getMethod} called, which the others do not have. */
  @Override
  @SuppressWarnings("deprecation")
  public @Nullable String method(Request request) {
    MessageBytes method = request.method();
    for (String known : METHODS) {
      // Saves a string per request.
      if (method.equals(known)) {
        return known;
      }
    }
    return method.toString();
  }

  @Override
  public @Nullable String scheme(Request request) {
    // Set here for TLS only; for the rest the container asks the connector later.
    String scheme = request.scheme().toString();
    return scheme == null ? "http" : scheme;
  }

  @Override
  public @Nullable String rawPath(Request request) {
    return text(request.requestURI(), true);
  }

  @Override
  public @Nullable String query(Request request) {
    return text(request.queryString(), false);
  }

  @Override
  public @Nullable String peerAddress(Request request) {
    request.action(ActionCode.REQ_HOST_ADDR_ATTRIBUTE, request);
    return request.remoteAddr().toString();
  }

  @Override
  public int peerPort(Request request) {
    request.action(ActionCode.REQ_REMOTEPORT_ATTRIBUTE, request);
    return request.getRemotePort();
  }

  @Override
  public @Nullable String get(Request request, String name) {
    MessageBytes value = request.getMimeHeaders().getValue(name);
    return value == null ? null : text(value, name.equals("host") || name.equals("user-agent"));
  }

  @Override
  public @Nullable String get(Request request, String name, int index) {
    MimeHeaders headers = request.getMimeHeaders();
    int at = headers.findHeader(name, 0);
    for (int i = 0; at >= 0 && i < index; i++) {
      at = headers.findHeader(name, at + 1);
    }
    return at < 0 ? null : text(headers.getValue(at), false);
  }

  @Override
  public @Nullable String responseHeader(Request request, String name) {
    return name.equals("content-type")
        ? request.getResponse().getContentType()
        : request.getResponse().getMimeHeaders().getHeader(name);
  }

  @Override
  public void addParameters(Request request, Map<String, Object> into) {
    Parameters parsed = request.getParameters();
    // Parses the query if nobody has; the body only ever gets in here when the application reads
    // it.
    for (Enumeration<String> names = parsed.getParameterNames(); names.hasMoreElements(); ) {
      String name = names.nextElement();
      String[] values = parsed.getParameterValues(name);
      if (values != null) {
        into.put(name, values);
      }
    }
  }

  /**
   * As the container's own {@code toString}, without its decoder's buffers.
   *
   * @param returning whether the same text is likely to come again
   */
  private static @Nullable String text(MessageBytes value, boolean returning) {
    if (value.getType() != MessageBytes.T_BYTES) {
      return value.toString();
    }
    ByteChunk bytes = value.getByteChunk();
    byte[] buffer = bytes.getBuffer();
    return returning
        ? TEXTS.get(buffer, bytes.getStart(), bytes.getLength())
        : new String(buffer, bytes.getStart(), bytes.getLength(), StandardCharsets.ISO_8859_1);
  }
}
