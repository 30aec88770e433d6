package dev.spoor.wire;

import java.util.Set;

/**
 * Names of tags that the encoder writes by itself. A span or a process that has a tag of its own
 * under one of them keeps it to itself: a key must not stand twice in a map.
 */
final class ReservedKeys {
  private static final Set<String> SPAN =
      Set.of(
          "_sampling_priority_v1",
          "_dd.top_level",
          "_dd.measured",
          "_dd.trace_span_attribute_schema",
          "_dd.profiling.enabled",
          "_dd.agent_psr",
          "_dd.rule_psr",
          "_dd.limit_psr",
          "_dd.integration",
          "_dd.svc_src",
          "_dd.origin",
          "_dd.parent_id",
          ProcessTag.KEY,
          "process_id",
          "thread.id",
          "thread.name");

  private static final Set<String> PROCESS =
      Set.of(
          "language",
          "runtime-id",
          "_dd.base_service",
          "_dd.tracer_host",
          "_dd.hostname",
          "_dd.propagation_error",
          "version",
          "");

  private ReservedKeys() {}

  /** Whether a span's own tag of that name is left out. */
  static boolean isSpan(String key) {
    // Few tags of instrumentation begin like one of them, and those that do are told apart quickly.
    return switch (key.charAt(0)) {
      case '_' -> SPAN.contains(key) || key.startsWith("_dd.p.");
      case 'p' -> key.equals("process_id");
      case 't' -> key.startsWith("thread.") && SPAN.contains(key);
      default -> false;
    };
  }

  /** Whether a tag of the whole process under that name is left out. */
  static boolean isProcess(String key) {
    return PROCESS.contains(key) || isSpan(key);
  }
}
