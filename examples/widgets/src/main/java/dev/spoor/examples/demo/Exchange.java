package dev.spoor.examples.demo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A visit that was made, with the log lines that widgets wrote meanwhile, but for those of jobs.
 * Visits are made one by one, so the lines are the visit's own.
 */
record Exchange(Visit visit, int status, long millis, List<LogLine> lines) {

  /** Returns the one trace id that the lines agree on; null when there is none or more than one. */
  @Nullable String traceId() {
    Set<String> ids = traceIds();
    return ids.size() == 1 ? ids.iterator().next() : null;
  }

  /** Returns what is wrong, before anything is known of the trace. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    if (status != visit.status()) {
      complaints.add("answers " + status + ", not " + visit.status());
    }
    if (traceIds().isEmpty()) {
      complaints.add("writes no log line with dd.trace_id");
    } else if (traceIds().size() > 1) {
      complaints.add("writes log lines of more than one trace: " + traceIds());
    }
    List<LogLine> requestLines = lines.stream().filter(LogLine::isRequestLine).toList();
    if (requestLines.size() != 1) {
      complaints.add("writes " + requestLines.size() + " request lines, not one");
    } else if (requestLines.get(0).traceId() == null) {
      complaints.add("writes a request line without dd.trace_id");
    } else if (!String.valueOf(status).equals(requestLines.get(0).status())) {
      complaints.add("writes a request line with status " + requestLines.get(0).status());
    }
    return complaints;
  }

  private Set<String> traceIds() {
    Set<String> ids = new LinkedHashSet<>();
    lines.stream().map(LogLine::traceId).filter(Objects::nonNull).forEach(ids::add);
    return ids;
  }
}
