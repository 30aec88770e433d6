package dev.spoor.diag;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * How much processor time and heap one piece of work has used, summed over the threads that worked
 * on it one after the other.
 *
 * <p>Asking costs two system calls, so it is only done for work that leaves a log line. Virtual
 * threads cannot be asked: once one of them has taken part, both figures are unknown. The class is
 * not to be touched before {@code main}: it wakes the JVM's management beans.
 *
 * <p>Not thread safe; the work is handed from thread to thread with a happens-before. A race costs
 * the figures, nothing else.
 */
public final class ThreadUsage {
  /** Both figures when they cannot be told. */
  public static final long UNKNOWN = -1;

  private static final @Nullable ThreadMXBean THREADS = threads();
  private static final @Nullable Class<?> VIRTUAL = virtualThreads();

  private @Nullable Thread running;
  private int depth;
  private long cpuAtStart;
  private long bytesAtStart;
  private long cpuNanos;
  private long bytes;
  private boolean unknown = THREADS == null;

  private static @Nullable ThreadMXBean threads() {
    try {
      return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
              && bean.isCurrentThreadCpuTimeSupported()
              && bean.isThreadAllocatedMemorySupported()
          ? bean
          : null;
    } catch (RuntimeException | LinkageError e) {
      // A JVM of somebody else, or one without the management modules: lines go without figures.
      return null;
    }
  }

  private static @Nullable Class<?> virtualThreads() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** The calling thread begins, or goes on, to work. */
  @SuppressWarnings("ReferenceEquality") // one thread, not one like it
  public void resume() {
    Thread current = Thread.currentThread();
    if (running == current) {
      depth++;
      return;
    }
    ThreadMXBean threads = THREADS;
    if (threads == null || (VIRTUAL != null && VIRTUAL.isInstance(current))) {
      unknown = true;
      return;
    }
    running = current;
    depth = 1;
    cpuAtStart = threads.getCurrentThreadCpuTime();
    bytesAtStart = threads.getThreadAllocatedBytes(current.getId());
  }

  /** The calling thread stops working; nothing happens if it had not begun. */
  public void pause() {
    if (isRunningHere() && --depth == 0) {
      add();
      running = null;
    }
  }

  /** Ends the count, with what the calling thread has used so far if it is still at work. */
  public void end() {
    if (isRunningHere()) {
      add();
    } else if (running != null) {
      // Another thread is still at it.
      unknown = true;
    }
    running = null;
  }

  @SuppressWarnings("ReferenceEquality")
  private boolean isRunningHere() {
    return running == Thread.currentThread();
  }

  private void add() {
    ThreadMXBean threads = THREADS;
    if (threads != null) {
      cpuNanos += threads.getCurrentThreadCpuTime() - cpuAtStart;
      bytes += threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytesAtStart;
    }
  }

  /** Nanoseconds of processor time, or {@link #UNKNOWN}. */
  public long cpuNanos() {
    return unknown || cpuNanos < 0 ? UNKNOWN : cpuNanos;
  }

  /** Bytes of heap that were allocated, freed or not, or {@link #UNKNOWN}. */
  public long allocatedBytes() {
    return unknown || bytes < 0 ? UNKNOWN : bytes;
  }
}
