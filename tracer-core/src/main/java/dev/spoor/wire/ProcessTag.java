package dev.spoor.wire;

/** The tag that tells the process, and its place in what {@link TraceEncoder} has written. */
public final class ProcessTag {
  static final String KEY = "_dd.tags.process";

  private static final byte MAP16 = (byte) 0xde;

  private ProcessTag() {}

  /**
   * Key and value in msgpack.
   *
   * @param tags {@code key:value} with commas between
   */
  public static byte[] entry(String tags) {
    MsgpackBuffer out = new MsgpackBuffer(256);
    out.writeString(KEY);
    out.writeString(tags);
    return out.copyAndClear();
  }

  /**
   * Where the first span's map of text tags begins.
   *
   * @param traces msgpack arrays of span maps, perhaps with other bytes behind them
   * @param from where the first of them begins
   * @return -1 if the bytes are not of that form
   */
  public static int textTags(byte[] traces, int from) {
    MsgpackReader in = new MsgpackReader(traces, from);
    try {
      int spans = in.readArrayHeader("trace");
      int entries = spans == 0 ? 0 : in.readMapHeader("span");
      for (int i = 0; i < entries; i++) {
        if (in.readString("key of a span").equals("meta")) {
          int at = in.position();
          return at < traces.length && traces[at] == MAP16 ? at : -1;
        }
        in.skip();
      }
    } catch (MalformedPayload e) {
      return -1;
    }
    return -1;
  }
}
