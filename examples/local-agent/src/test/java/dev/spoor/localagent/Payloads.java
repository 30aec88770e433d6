package dev.spoor.localagent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** Bodies to send. */
final class Payloads {
  static final long START = 1_700_000_000_000_000_000L;

  private Payloads() {}

  /** A stored vector. */
  static byte[] vector(String name) {
    String file = "/vectors/" + name;
    try (InputStream in = Payloads.class.getResourceAsStream(file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One trace of one span. */
  static byte[] span(long traceId, String service, String resource, String tag) {
    return tagged(traceId, service, resource, tag, tag);
  }

  /** One trace of one span with a tag. */
  static byte[] tagged(long traceId, String service, String resource, String tag, String value) {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      packer.packArrayHeader(1).packArrayHeader(1).packMapHeader(9);
      packer.packString("service").packString(service);
      packer.packString("name").packString("servlet.request");
      packer.packString("resource").packString(resource);
      packer.packString("trace_id").packLong(traceId);
      packer.packString("span_id").packLong(traceId);
      packer.packString("start").packLong(START);
      packer.packString("duration").packLong(1_000_000);
      packer.packString("metrics").packMapHeader(1).packString("_sampling_priority_v1").packInt(1);
      packer.packString("meta").packMapHeader(2).packString("env").packString("prod");
      packer.packString(tag).packString(value);
      return packer.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A query that no request asked for. */
  static byte[] poll(long traceId) {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      packer.packArrayHeader(1).packArrayHeader(1).packMapHeader(5);
      packer.packString("resource").packString("SELECT ?").packString("type").packString("sql");
      packer.packString("trace_id").packLong(traceId).packString("span_id").packLong(traceId);
      packer.packString("start").packLong(START);
      return packer.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request that asks the database the same again and again. */
  static byte[] queries(long traceId, int count) {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      packer.packArrayHeader(1).packArrayHeader(count + 1);
      for (int i = 0; i <= count; i++) {
        packer.packMapHeader(9);
        packer.packString("service").packString(i == 0 ? "shop" : "postgresql");
        packer.packString("name").packString(i == 0 ? "servlet.request" : "postgresql.query");
        packer.packString("resource").packString(i == 0 ? "GET /" : "SELECT ?");
        packer.packString("type").packString(i == 0 ? "web" : "sql");
        packer.packString("trace_id").packLong(traceId);
        packer.packString("span_id").packLong(traceId * 1_000 + i);
        packer.packString("parent_id").packLong(i == 0 ? 0 : traceId * 1_000);
        packer.packString("start").packLong(START + i * 1_500_000L);
        packer.packString("duration").packLong(i == 0 ? 40_000_000 : 1_000_000);
      }
      return packer.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
