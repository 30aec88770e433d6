package dev.spoor.conformance;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * The body of one call. A field that is missing is null, as one that is null; fields that nobody
 * asks for are ignored.
 */
final class Call {
  private final Map<?, ?> fields;

  Call(Object body) {
    this.fields = body instanceof Map<?, ?> map ? map : Map.of();
  }

  /** Text, number, boolean, list, map, or null. */
  Object value(String name) {
    return fields.get(name);
  }

  /** As text, or null. */
  String text(String name) {
    Object value = fields.get(name);
    return value == null ? null : value.toString();
  }

  /** As a number, or null. */
  Number number(String name) {
    return fields.get(name) instanceof Number number ? number : null;
  }

  /** An id of 64 bits; 0 for none. */
  long id(String name) {
    return id(fields.get(name));
  }

  /** The items of a list; empty for none. */
  List<?> list(String name) {
    return fields.get(name) instanceof List<?> list ? list : List.of();
  }

  /** The entries of an object; empty for none. */
  Map<?, ?> map(String name) {
    return fields.get(name) instanceof Map<?, ?> map ? map : Map.of();
  }

  /**
   * An id as callers write it: a number, or text of decimal digits or {@code 0x} and hex digits.
   */
  static long id(Object value) {
    if (value instanceof Number number) {
      return number.longValue();
    }
    if (value instanceof String text && !text.isEmpty()) {
      return text.startsWith("0x")
          ? Long.parseUnsignedLong(text.substring(2), 16)
          : new BigInteger(text).longValue();
    }
    return 0;
  }

  /** An id as answers carry it: an unsigned number. */
  static Number unsigned(long id) {
    return id >= 0 ? (Number) id : new BigInteger(Long.toUnsignedString(id));
  }
}
