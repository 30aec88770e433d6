package dev.spoor.jvm;

import dev.spoor.statsd.DogStatsd;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.util.List;
import java.util.Locale;

/**
 * Gauges of the JVM under the names that Datadog's dashboards for Java know: memory, threads,
 * classes, processor, garbage collection, buffers.
 *
 * <p>Asks the platform's beans directly; no MBean server is started and nothing runs between two
 * calls. Of one thread. Rates (collections, and milliseconds spent on them, per second) cover the
 * time between two calls, so the first call sends none.
 */
public final class JvmMetrics {
  private static final double NANOS_PER_SECOND = 1e9;

  private final DogStatsd statsd;
  private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans();
  private final List<BufferPoolMXBean> buffers =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
  private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
  private final Rates rates = new Rates();

  /** What collectors had done at a time. */
  private static final class Rates {
    private boolean known;
    private long at;
    private final long[] values = new long[4];
  }

  /**
   * @param statsd with the tags of this process
   */
  public JvmMetrics(DogStatsd statsd) {
    this.statsd = statsd;
  }

  /**
   * Sends all of them once.
   *
   * @param now {@code nanoTime}
   */
  public void send(long now) {
    memory("jvm.heap_memory", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage());
    memory("jvm.non_heap_memory", ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage());
    statsd.gauge("jvm.thread_count", ManagementFactory.getThreadMXBean().getThreadCount());
    statsd.gauge(
        "jvm.loaded_classes", ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    processor();
    for (MemoryPoolMXBean pool : pools) {
      String name = poolMetric(pool.getName());
      MemoryUsage usage = name.isEmpty() ? null : pool.getUsage();
      if (usage != null) {
        statsd.gauge(name, (double) usage.getUsed());
      }
    }
    for (BufferPoolMXBean pool : buffers) {
      if (pool.getName().equals("direct") || pool.getName().equals("mapped")) {
        String prefix = "jvm.buffer_pool.".concat(pool.getName());
        statsd.gauge(prefix.concat(".used"), (double) pool.getMemoryUsed());
        statsd.gauge(prefix.concat(".count"), (double) pool.getCount());
        statsd.gauge(prefix.concat(".capacity"), (double) pool.getTotalCapacity());
      }
    }
    collections(now);
  }

  private void memory(String name, MemoryUsage usage) {
    statsd.gauge(name, (double) usage.getUsed());
    statsd.gauge(name.concat("_committed"), (double) usage.getCommitted());
    statsd.gauge(name.concat("_init"), (double) usage.getInit());
    statsd.gauge(name.concat("_max"), (double) usage.getMax());
  }

  private void processor() {
    if (system instanceof com.sun.management.OperatingSystemMXBean bean) {
      // Below 0 means that the JVM does not know.
      if (bean.getProcessCpuLoad() >= 0) {
        statsd.gauge("jvm.cpu_load.process", bean.getProcessCpuLoad());
      }
      if (bean.getCpuLoad() >= 0) {
        statsd.gauge("jvm.cpu_load.system", bean.getCpuLoad());
      }
    }
    if (system instanceof com.sun.management.UnixOperatingSystemMXBean unix) {
      statsd.gauge("jvm.os.open_file_descriptors", (double) unix.getOpenFileDescriptorCount());
    }
  }

  private void collections(long now) {
    long[] values = new long[4];
    for (GarbageCollectorMXBean collector : collectors) {
      int at = place(collector.getName());
      if (at >= 0) {
        values[at] += Math.max(0, collector.getCollectionCount());
        values[at + 1] += Math.max(0, collector.getCollectionTime());
      }
    }
    double seconds = (now - rates.at) / NANOS_PER_SECOND;
    if (rates.known && seconds > 0) {
      statsd.gauge("jvm.gc.minor_collection_count", (values[0] - rates.values[0]) / seconds);
      statsd.gauge("jvm.gc.minor_collection_time", (values[1] - rates.values[1]) / seconds);
      statsd.gauge("jvm.gc.major_collection_count", (values[2] - rates.values[2]) / seconds);
      statsd.gauge("jvm.gc.major_collection_time", (values[3] - rates.values[3]) / seconds);
    }
    rates.known = true;
    rates.at = now;
    System.arraycopy(values, 0, rates.values, 0, 4);
  }

  /**
   * Where the values of a collector of that name are added: 0 if it clears the young generation, 2
   * if it clears all, -1 if it only tells of parts of another's work.
   */
  static int place(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("pauses") || lower.equals("g1 concurrent gc")) {
      return -1;
    }
    boolean young =
        lower.equals("copy")
            || lower.contains("scavenge")
            || lower.equals("parnew")
            || lower.contains("young")
            || lower.contains("minor");
    return young ? 0 : 2;
  }

  /** The metric of a memory pool, "" if it has none. */
  static String poolMetric(String pool) {
    String name = pool.toLowerCase(Locale.ROOT);
    if (name.endsWith("eden space")) {
      return "jvm.gc.eden_size";
    }
    if (name.endsWith("survivor space")) {
      return "jvm.gc.survivor_size";
    }
    if (name.endsWith("old gen")
        || name.endsWith("tenured gen")
        || name.endsWith("old generation")) {
      return "jvm.gc.old_gen_size";
    }
    return name.equals("metaspace") ? "jvm.gc.metaspace_size" : "";
  }
}
