package dev.spoor.benchmarks.overhead;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The figures of {@code /stats} for an application that has no such page, asked of its JVM over
 * local JMX. Connecting starts a few threads there, the same for each contender; so it is done
 * after the cold starts. For one thread.
 */
final class ManagedStats implements AutoCloseable {
  private final JMXConnector connector;
  private final ThreadMXBean threads;
  private final ClassLoadingMXBean classes;
  private final MemoryMXBean memory;

  private ManagedStats(JMXConnector connector) throws IOException {
    this.connector = connector;
    MBeanServerConnection server = connector.getMBeanServerConnection();
    threads = ManagementFactory.getPlatformMXBean(server, ThreadMXBean.class);
    classes = ManagementFactory.getPlatformMXBean(server, ClassLoadingMXBean.class);
    memory = ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class);
  }

  @SuppressWarnings("BanJNDI") // the JVM behind the address is our own child
  static ManagedStats connect(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
      try {
        JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
        return new ManagedStats(JMXConnectorFactory.connect(url));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException(e);
    }
  }

  Map<String, Long> read(boolean collect) {
    if (collect) {
      // Twice, since the first may leave what only references or finalizers held.
      memory.gc();
      memory.gc();
    }
    long allocated = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      allocated += Math.max(0, bytes);
    }
    return Map.of(
        "allocated",
        allocated,
        "classes",
        classes.getTotalLoadedClassCount(),
        "threads",
        (long) threads.getThreadCount(),
        "heap",
        memory.getHeapMemoryUsage().getUsed());
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
