/**
 * Context that travels with a task: thread pools, {@code CompletableFuture}, fork-join, timers,
 * started threads, virtual threads.
 *
 * <p>Two ways, and everything here is one of them. Where the JDK keeps a task in a private place,
 * the task is replaced by a wrapper when it is handed over. Where the application can see the
 * object again, it stays, and its context waits in a table that is asked when the task runs. No JDK
 * class gets a field, and {@code java.lang.VirtualThread} is not touched.
 */
@NullMarked
package dev.spoor.agent.lib.executors;

import org.jspecify.annotations.NullMarked;
