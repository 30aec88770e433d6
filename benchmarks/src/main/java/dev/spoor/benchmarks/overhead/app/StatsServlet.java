package dev.spoor.benchmarks.overhead.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * What only the process itself can tell, as {@code name=value} lines: bytes allocated by its live
 * threads, classes loaded, threads, bytes of heap used (after a collection with {@code ?gc}).
 *
 * <p>The management classes are first loaded by the first request to it, so a start that does not
 * ask does not pay for them.
 */
final class StatsServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getQueryString() != null) {
      // Twice, since the first may leave what only references or finalizers held.
      System.gc();
      System.gc();
    }
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      allocated += Math.max(0, bytes);
    }
    Body.send(
        response,
        "text/plain",
        "allocated=%d\nclasses=%d\nthreads=%d\nheap=%d\n"
            .formatted(
                allocated,
                ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount(),
                threads.getThreadCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()));
  }
}
