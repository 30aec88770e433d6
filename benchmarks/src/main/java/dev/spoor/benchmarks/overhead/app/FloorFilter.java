package dev.spoor.benchmarks.overhead.app;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The floor under every tracer that sends these spans in this format: two readings of the clock per
 * span, and the bytes of the request's spans, which are always the same, were made before and are
 * sent by one thread. There are no spans, no tags, no ids, no statistics, nothing is woven,
 * encoded, copied or allocated.
 */
final class FloorFilter implements Filter {
  private final FloorSender.Trace trace;
  private final int readings;

  @SuppressWarnings("UnusedVariable") // so that nobody may leave the readings out
  private long lastReading;

  /**
   * @param trace a file with the bytes of one trace, an array in msgpack with an element per span
   */
  FloorFilter(FloorSender sender, Path trace) throws IOException {
    byte[] bytes = Files.readAllBytes(trace);
    this.trace = sender.trace(bytes);
    this.readings = 2 * spans(bytes);
  }

  /** From the header of an array of up to 15 elements, or up to 65,535. */
  private static int spans(byte[] trace) {
    int first = trace[0] & 0xff;
    return first == 0xdc ? (trace[1] & 0xff) << 8 | (trace[2] & 0xff) : first & 0x0f;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    for (int i = 0; i < readings; i++) {
      lastReading = System.nanoTime();
    }
    trace.add();
  }
}
