package dev.spoor.logs;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From Lograge's names and units to Datadog's standard attributes, so that its log explorer knows
 * what they mean without a pipeline. Times are whole nanoseconds, as Datadog's {@code duration} is.
 * Names have dots; Datadog reads them as it reads nested objects.
 */
final class DatadogNames {
  private static final double NANOS_PER_MILLI = 1e6;

  private DatadogNames() {}

  static Map<String, Object> of(Map<String, Object> fields) {
    Map<String, Object> renamed = new LinkedHashMap<>();
    fields.forEach((name, value) -> put(renamed, name, value));
    return renamed;
  }

  private static void put(Map<String, Object> into, String name, Object value) {
    switch (name) {
      case RequestFields.METHOD -> into.put("http.method", value);
      case RequestFields.PATH -> into.put("http.url_details.path", value);
      case RequestFields.STATUS -> into.put(RequestFields.HTTP_STATUS_CODE, value);
      case RequestFields.ROUTE -> into.put("http.route", value);
      case RequestFields.REQUEST_ID -> into.put("http.request_id", value);
      case RequestFields.CLIENT_IP -> into.put("network.client.ip", value);
      case RequestFields.DURATION -> into.put("duration", nanos(value));
      case RequestFields.VIEW -> into.put("view.duration", nanos(value));
      case RequestFields.VIEW_NAME -> into.put("view.name", value);
      case RequestFields.DB -> into.put("db.duration", nanos(value));
      case RequestFields.DB_COUNT -> into.put("db.count", value);
      case RequestFields.REDIS -> into.put("redis.duration", nanos(value));
      case RequestFields.REDIS_COUNT -> into.put("redis.count", value);
      case RequestFields.MEMCACHED -> into.put("memcached.duration", nanos(value));
      case RequestFields.MEMCACHED_COUNT -> into.put("memcached.count", value);
      case RequestFields.QUEUE -> into.put("queue.duration", nanos(value));
      case RequestFields.CPU -> into.put("cpu.duration", nanos(value));
      case RequestFields.ERROR -> {
        if (value instanceof Map<?, ?> parts) {
          parts.forEach((part, text) -> into.put("error." + part, text));
        }
      }
      default -> into.put(name, value);
    }
  }

  private static Object nanos(Object millis) {
    return millis instanceof Number number
        ? (Object) Math.round(number.doubleValue() * NANOS_PER_MILLI)
        : millis;
  }
}
