package dev.spoor.statsd;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event for the Agent. Immutable; made by {@link #of} and the {@code with} methods.
 *
 * @param title one line
 * @param text what happened; may have several lines
 * @param alert how serious it is
 * @param low whether it is of low priority
 * @param time when it happened, null for now
 * @param host where it happened, null for the Agent's host
 * @param key events of the same key are shown together, or null
 * @param tags {@code "key:value"} each
 */
public record StatsdEvent(
    String title,
    String text,
    Alert alert,
    boolean low,
    @Nullable Instant time,
    @Nullable String host,
    @Nullable String key,
    List<String> tags) {

  /** How serious an event is. */
  public enum Alert {
    INFO("info"),
    SUCCESS("success"),
    WARNING("warning"),
    ERROR("error");

    private final String word;

    Alert(String word) {
      this.word = word;
    }
  }

  public StatsdEvent {
    tags = List.copyOf(tags);
  }

  public static StatsdEvent of(String title, String text) {
    return new StatsdEvent(title, text, Alert.INFO, false, null, null, null, List.of());
  }

  public StatsdEvent withAlert(Alert value) {
    return new StatsdEvent(title, text, value, low, time, host, key, tags);
  }

  public StatsdEvent withLowPriority() {
    return new StatsdEvent(title, text, alert, true, time, host, key, tags);
  }

  public StatsdEvent withTime(Instant value) {
    return new StatsdEvent(title, text, alert, low, value, host, key, tags);
  }

  public StatsdEvent withHost(String value) {
    return new StatsdEvent(title, text, alert, low, time, value, key, tags);
  }

  public StatsdEvent withKey(String value) {
    return new StatsdEvent(title, text, alert, low, time, host, value, tags);
  }

  public StatsdEvent withTags(String... values) {
    return new StatsdEvent(title, text, alert, low, time, host, key, List.of(values));
  }

  String[] tagArray() {
    return tags.toArray(new String[0]);
  }

  /** All but the tags. Lengths are those of the escaped texts in bytes. */
  void write(Line line) {
    int titleLength = new Line().escaped(title).size();
    int textLength = new Line().escaped(text).size();
    line.raw("_e{").number(titleLength).raw(',').number(textLength).raw("}:");
    line.escaped(title).raw('|').escaped(text);
    if (time != null) {
      line.raw("|d:").number(time.getEpochSecond());
    }
    if (host != null) {
      line.raw("|h:").field(host);
    }
    if (key != null) {
      line.raw("|k:").field(key);
    }
    if (low) {
      line.raw("|p:low");
    }
    if (alert != Alert.INFO) {
      line.raw("|t:").raw(alert.word);
    }
  }
}
