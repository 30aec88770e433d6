package dev.spoor.agent.lib.executors;

import dev.spoor.context.Carry;
import dev.spoor.context.TaskContexts;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * How a raw {@code Runnable} takes its context through a pool whose queue the application may look
 * into.
 *
 * <p><b>Wrapped</b> are tasks that no source code can name and that are nothing but a {@code
 * Runnable}: lambdas, method references and anonymous classes, in the plain FIFO queues of the JDK.
 * Nobody can cast those to anything that the wrapper is not. That is most tasks, and the cheap way.
 *
 * <p><b>Left as they are</b>, with their context in a side table, are all others: tasks of a named
 * class, tasks that can be compared or have further interfaces, and all tasks of pools with another
 * queue (priority queues, delay queues, queues of the application's own), which may order, inspect
 * or compare what they hold.
 *
 * <p>The one difference that an application can see: {@code getQueue().contains(lambda)} and {@code
 * getQueue().remove(lambda)} do not find a wrapped lambda. {@code ThreadPoolExecutor.remove} does.
 */
final class PoolTasks {
  private static final ClassValue<Boolean> NAMELESS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isNameless(type);
        }
      };

  private PoolTasks() {}

  /** What goes into the pool in place of {@code task}. */
  static @Nullable Runnable handOver(ThreadPoolExecutor pool, @Nullable Runnable task) {
    if (task == null || carriesByItself(task)) {
      return task;
    }
    if (NAMELESS.get(task.getClass()) && isPlain(pool.getQueue())) {
      return Carry.runnable(task);
    }
    TaskContexts.capture(task);
    return task;
  }

  /** Whether the context has been taken along where the task was made. */
  static boolean carriesByItself(Runnable task) {
    return task instanceof FutureTask
        || Carry.isCarrier(task)
        || (task instanceof CompletableFuture.AsynchronousCompletionTask
            && task.getClass().getClassLoader() == null);
  }

  private static boolean isNameless(Class<?> type) {
    Class<?>[] interfaces = type.getInterfaces();
    if (type.getSuperclass() != Object.class
        || interfaces.length != 1
        || interfaces[0] != Runnable.class) {
      return false;
    }
    try {
      return type.isHidden() || type.isAnonymousClass();
    } catch (LinkageError e) {
      // Some compilers of other languages write names that Java's rules do not know.
      return false;
    }
  }

  private static boolean isPlain(BlockingQueue<?> queue) {
    Class<?> type = queue.getClass();
    return type == LinkedBlockingQueue.class
        || type == SynchronousQueue.class
        || type == ArrayBlockingQueue.class
        || type == LinkedBlockingDeque.class
        || type == LinkedTransferQueue.class;
  }

  /** The application's own task, which leaves the pool without having run. */
  static @Nullable Runnable takeBack(Runnable task) {
    TaskContexts.forget(task);
    return Carry.original(task);
  }

  /** The same for a list that the pool made. */
  @SuppressWarnings("unchecked")
  static void takeBackAll(Object tasks) {
    List<Runnable> list = (List<Runnable>) tasks;
    for (int i = 0; i < list.size(); i++) {
      Runnable own = takeBack(list.get(i));
      if (own != null) {
        list.set(i, own);
      }
    }
  }

  /** Removes a task from the queue, be it there in person or wrapped. */
  static boolean remove(BlockingQueue<?> queue, @Nullable Object task) {
    boolean removed = queue.remove(task) || removeWrapped(queue, task);
    if (removed && task != null) {
      TaskContexts.forget(task);
    }
    return removed;
  }

  private static boolean removeWrapped(BlockingQueue<?> queue, @Nullable Object task) {
    if (!(task instanceof Runnable)
        || !NAMELESS.get(task.getClass())
        || Carry.isCarrier(task)
        || !isPlain(queue)) {
      return false;
    }
    for (Iterator<?> each = queue.iterator(); each.hasNext(); ) {
      Object queued = each.next();
      if (Carry.isCarrier(queued) && task.equals(Carry.original((Runnable) queued))) {
        // Not each.remove(): only one of two threads that remove the same task may say so.
        if (queue.remove(queued)) {
          return true;
        }
      }
    }
    return false;
  }
}
