package dev.spoor.logs;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A whole line as text, by one of our own formatters, and no longer than the bound.
 *
 * <p>A line that is too long loses, in this order and only as much as it must: the stack trace, the
 * message of the error, the parameters, whatever text is longest; and says {@code truncated}. It
 * stays one well-formed line.
 */
final class LineText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final String TRUNCATED = "truncated";
  private static final String CUT = "...";

  /** What {@code "truncated":true} and the marks of a cut take. */
  private static final int ROOM = 64;

  private LineText() {}

  static String of(RequestLine line, LineOptions options) {
    Map<String, Object> fields = new LinkedHashMap<>();
    boolean json = options.layout() == LineOptions.Layout.JSON;
    if (json && options.datadog()) {
      fields.put("@timestamp", now());
      fields.put("level", line.level().name());
      fields.put("message", line.message());
    }
    fields.putAll(line.fields());
    if (options.layout() == LineOptions.Layout.LOGSTASH) {
      fields.put("@timestamp", now());
      fields.put("@version", "1");
      fields.put("message", line.message());
    }
    Function<Map<String, Object>, String> layout =
        switch (options.layout()) {
          case KEY_VALUE -> PairText::keyValue;
          case LTSV -> PairText::ltsv;
          default -> options.datadog() ? each -> JsonText.of(Nesting.of(each)) : JsonText::of;
        };
    return bounded(fields, layout, options.maxBytes());
  }

  private static String now() {
    return TIME.format(Instant.now());
  }

  private static String bounded(
      Map<String, Object> fields, Function<Map<String, Object>, String> layout, int max) {
    String text = layout.apply(fields);
    if (max == 0 || bytes(text) <= max) {
      return text;
    }
    fields.put(TRUNCATED, true);
    for (String name : new String[] {"error.stack", "error.message", RequestFields.ERROR}) {
      text = shortened(fields, name, layout, max);
      if (bytes(text) <= max) {
        return text;
      }
    }
    fields.replace(RequestFields.PARAMS, CUT);
    text = layout.apply(fields);
    while (bytes(text) > max) {
      String longest = longest(fields);
      if (longest == null) {
        fields.keySet().retainAll(RequestFields.LOGRAGE);
        return layout.apply(fields);
      }
      text = shortened(fields, longest, layout, max);
    }
    return text;
  }

  private static String shortened(
      Map<String, Object> fields,
      String name,
      Function<Map<String, Object>, String> layout,
      int max) {
    if (fields.get(name) instanceof String value) {
      int excess = bytes(layout.apply(fields)) - max + ROOM;
      fields.put(name, headBut(value, excess) + CUT);
    }
    return layout.apply(fields);
  }

  /** The name of the longest text that is worth cutting, or null. */
  private static @Nullable String longest(Map<String, Object> fields) {
    String longest = null;
    int length = ROOM;
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      Object value = field.getValue();
      if (value instanceof Number || value instanceof Boolean || field.getKey().equals("dd")) {
        continue;
      }
      String text = JsonText.safely(value);
      if (text.length() > length) {
        // What is no text can be cut as text only.
        field.setValue(text);
        longest = field.getKey();
        length = text.length();
      }
    }
    return longest;
  }

  /** The beginning of a text; never half of a character. */
  static String head(String text, int length) {
    int end = Math.max(0, Math.min(length, text.length()));
    if (end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** The text without as much of its end as takes that many bytes in JSON, if it has them. */
  static String headBut(String text, int bytes) {
    int end = text.length();
    for (int left = bytes; end > 0 && left > 0; end--) {
      left -= jsonBytes(text.charAt(end - 1));
    }
    return head(text, end);
  }

  private static int jsonBytes(char c) {
    if (c < ' ') {
      return c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\b' ? 2 : 6;
    }
    if (c == '"' || c == '\\') {
      return 2;
    }
    // Both halves of a pair count two.
    return c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
  }

  /** Length in UTF-8. */
  static int bytes(String text) {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7f) {
        // Both halves of a pair count two.
        bytes += c > 0x7ff && !Character.isSurrogate(c) ? 2 : 1;
      }
    }
    return bytes;
  }
}
