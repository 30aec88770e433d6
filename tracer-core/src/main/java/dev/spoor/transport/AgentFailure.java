package dev.spoor.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why there is no usable reply. The message is one short clause, made for a log line. */
final class AgentFailure extends IOException {
  enum Kind {
    /** No connection came about; nothing was sent. */
    UNREACHABLE,
    /** The deadline of the request passed; the Agent may or may not have its bytes. */
    TIMEOUT,
    /** The connection ended before the first byte of a reply. */
    DEAD,
    /** What came back is not an HTTP reply that we accept. */
    BROKEN
  }

  final Kind kind;

  AgentFailure(Kind kind, String message) {
    this(kind, message, null);
  }

  AgentFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }
}
