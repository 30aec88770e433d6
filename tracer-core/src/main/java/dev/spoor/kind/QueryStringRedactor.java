package dev.spoor.kind;

import org.jspecify.annotations.Nullable;

/** Stub. */
final class QueryStringRedactor {
  QueryStringRedactor(@Nullable String pattern) {}

  String redact(String query) {
    return query;
  }
}
