package dev.spoor.localagent.logs;

import dev.spoor.localagent.json.Json;
import dev.spoor.localagent.json.JsonReader;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes entries of lines: JSON is read as the log intake reads it, from plain text the level and
 * the ids are taken where they stand as {@code dd.trace_id=...}. Never fails. Stateless.
 */
public final class LogParser {
  /** As the intake does; what is longer is cut. */
  private static final int MAX_LINE = 1 << 18;

  private static final int HEAD = 120;
  private static final Pattern LEVEL =
      Pattern.compile("\\b(FATAL|ERROR|SEVERE|WARN|WARNING|INFO|DEBUG|TRACE)\\b");
  private static final Pattern IDS =
      Pattern.compile("dd\\.(trace|span)_id[\"':= ]{1,4}([0-9a-f]{1,32})\\b");

  private LogParser() {}

  /**
   * What is known of a line besides its text.
   *
   * @param process that wrote it, used where the line names no logger
   * @param level used where the line names none; empty for info
   * @param millis used where the line has no time
   */
  public record Origin(String source, String service, String process, String level, long millis) {}

  /** Reads a line. */
  public static LogEntry parse(String line, Origin origin) {
    String text = line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line;
    Map<String, @Nullable Object> fields = JsonReader.object(text.strip());
    return fields == null ? plain(text, origin) : json(fields, text, origin);
  }

  /** Makes an entry of an object that was read already, and is written again to be shown. */
  public static LogEntry object(Map<String, @Nullable Object> object, Origin origin) {
    return json(object, Json.of(object), origin);
  }

  private static LogEntry json(Map<String, @Nullable Object> object, String raw, Origin origin) {
    LogFields outer = new LogFields(object);
    Map<String, @Nullable Object> inner = outer.inner();
    LogFields fields = inner == null ? outer : new LogFields(inner);
    String traceId = fields.traceId().isEmpty() ? outer.traceId() : fields.traceId();
    return new LogEntry(
        fields.millis(outer.millis(origin.millis)),
        fields.level(),
        fields.service(outer.service(origin.service)),
        fields.source(outer.source(origin.source)),
        fields.logger(origin.process),
        fields.message(),
        TraceIds.high(traceId),
        TraceIds.low(traceId),
        TraceIds.span(fields.spanId()),
        fields.requestId(),
        raw);
  }

  private static LogEntry plain(String text, Origin origin) {
    String head = text.substring(0, Math.min(HEAD, text.length()));
    Matcher level = LEVEL.matcher(head);
    String fallback = origin.level.isEmpty() ? "info" : origin.level;
    String traceId = "";
    String spanId = "";
    if (text.contains("dd.")) {
      for (Matcher ids = IDS.matcher(text); ids.find(); ) {
        if (ids.group(1).equals("trace")) {
          traceId = ids.group(2);
        } else {
          spanId = ids.group(2);
        }
      }
    }
    return new LogEntry(
        origin.millis,
        level.find() ? LogFields.level(level.group(1)) : fallback,
        origin.service,
        origin.source,
        origin.process,
        text,
        TraceIds.high(traceId),
        TraceIds.low(traceId),
        TraceIds.span(spanId),
        "",
        text);
  }
}
