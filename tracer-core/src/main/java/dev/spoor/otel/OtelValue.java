package dev.spoor.otel;

import io.opentelemetry.api.common.Value;

/** The one class that names a type which older versions of the API do not have. */
final class OtelValue {
  private OtelValue() {}

  /** The JSON text of a value that is made of other values; of anything else, its own text. */
  static String text(Object value) {
    try {
      return value instanceof Value<?> structured ? structured.asString() : value.toString();
    } catch (LinkageError older) {
      return value.toString();
    }
  }
}
