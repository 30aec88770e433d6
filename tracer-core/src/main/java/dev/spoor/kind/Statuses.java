package dev.spoor.kind;

/** HTTP statuses as text, made once: a status is a text tag, and there are few. */
final class Statuses {
  private static final String[] TEXT = new String[600];

  static {
    for (int i = 100; i < TEXT.length; i++) {
      TEXT[i] = Integer.toString(i);
    }
  }

  private Statuses() {}

  static String text(int status) {
    return status >= 100 && status < TEXT.length ? TEXT[status] : Integer.toString(status);
  }
}
