package dev.spoor.wire;

/**
 * A body that a Datadog Agent answers with 400: the message is the reason, the position says where.
 *
 * <p>Checked, because whoever decodes bytes that came over a network has to expect it.
 */
public final class MalformedPayload extends Exception {
  private static final long serialVersionUID = 1L;

  /** Offset of the value that was refused; never negative. */
  private final int position;

  MalformedPayload(String reason, int position) {
    // No stack trace: a hostile sender must not be able to make refusing dearer than sending.
    super(reason + " (at byte " + position + ")", null, false, false);
    this.position = position;
  }

  /** Offset in the body, in bytes, of the value that could not be read. */
  public int position() {
    return position;
  }
}
