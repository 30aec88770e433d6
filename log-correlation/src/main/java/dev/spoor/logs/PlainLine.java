package dev.spoor.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The line that is written when the full one failed: the same facts, every value as text.
 *
 * <p>Each value is turned into text under guard before its name is written, so that nothing an
 * application logs can break the line. Slow and rare. Thread safe.
 */
final class PlainLine {
  private static final JsonFactory JSON = new JsonFactory();

  /** With fewer characters than this, pairs are left out: there may be any number of them. */
  private static final int FEWEST = 32;

  private final DdProvider dd;
  private final ErrorProvider error;

  PlainLine(DdProvider dd, ErrorProvider error) {
    this.dd = dd;
    this.error = error;
  }

  byte[] encode(ILoggingEvent event, @Nullable Throwable cause) {
    return encode(event, cause, Integer.MAX_VALUE);
  }

  /**
   * @param cause why there is no full line; null for one that was only too long
   * @param most characters of each text
   */
  byte[] encode(ILoggingEvent event, @Nullable Throwable cause, int most) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json =
        new DistinctNames(JSON.createGenerator(ObjectWriteContext.empty(), bytes))) {
      json.writeStartObject();
      put(json, "@timestamp", most, () -> time(event));
      put(json, "message", most, event::getFormattedMessage);
      put(json, "logger_name", most, event::getLoggerName);
      put(json, "thread_name", most, event::getThreadName);
      put(json, "level", most, event::getLevel);
      dd.writeTo(json, event);
      putError(json, event, most);
      put(json, "encoder_error", most, () -> cause);
      if (most >= FEWEST) {
        putPairs(json, event, most);
      }
      json.writeEndObject();
    }
    bytes.writeBytes(System.lineSeparator().getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static String time(ILoggingEvent event) {
    Instant instant = event.getInstant();
    return (instant != null ? instant : Instant.ofEpochMilli(event.getTimeStamp())).toString();
  }

  private void putError(JsonGenerator json, ILoggingEvent event, int most) {
    try {
      error.writeTo(json, event);
    } catch (RuntimeException | LinkageError e) {
      IThrowableProxy thrown = event.getThrowableProxy();
      put(json, "error.kind", most, thrown::getClassName);
      put(json, "error.message", most, thrown::getMessage);
    }
  }

  private static void putPairs(JsonGenerator json, ILoggingEvent event, int most) {
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (KeyValuePair pair : pairs) {
        put(json, LineText.head(String.valueOf(pair.key), most), most, () -> pair.value);
      }
    }
    Map<String, String> mdc = event.getMDCPropertyMap();
    if (mdc != null) {
      mdc.forEach(
          (key, value) -> {
            if (!CorrelationKeys.ALL.contains(key)) {
              put(json, LineText.head(key, most), most, () -> value);
            }
          });
    }
  }

  private static void put(
      JsonGenerator json, String name, int most, Supplier<@Nullable Object> value) {
    String text = text(value);
    if (text != null) {
      json.writeName(name);
      json.writeString(text.length() <= most ? text : LineText.head(text, most));
    }
  }

  private static @Nullable String text(Supplier<@Nullable Object> value) {
    try {
      Object object = value.get();
      return object == null ? null : object.toString();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // A value that contains itself overflows the stack; that is over when it arrives here.
      return "[" + e.getClass().getName() + "]";
    }
  }
}
