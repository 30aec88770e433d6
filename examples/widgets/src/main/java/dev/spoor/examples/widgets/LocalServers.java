package dev.spoor.examples.widgets;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Real PostgreSQL and Redis servers on this machine, for whichever of the two the environment names
 * no address. For trying things out and for tests, not for data that anybody wants back: all of it
 * goes when the application ends.
 *
 * <p>The servers start on threads of their own while the application starts too; {@link #database}
 * and {@link #redis} wait for them. A process that is killed outright leaves its servers behind;
 * {@link LocalPostgres} sweeps up such leftovers the next time.
 */
final class LocalServers implements AutoCloseable {

  private final @Nullable CompletableFuture<LocalPostgres> postgres;
  private final @Nullable CompletableFuture<LocalRedis> redis;
  private final Optional<DatabaseAddress> givenDatabase;
  private final Optional<RedisAddress> givenRedis;

  private LocalServers(Settings settings, boolean needsRedis) {
    givenDatabase = settings.database();
    givenRedis = settings.redis();
    postgres = givenDatabase.isPresent() ? null : inBackground(LocalPostgres::start);
    redis = givenRedis.isPresent() || !needsRedis ? null : inBackground(LocalRedis::start);
  }

  static LocalServers startMissing(Settings settings, Role role) {
    return new LocalServers(settings, role == Role.WEB);
  }

  /** The address given, or that of the server started here. */
  DatabaseAddress database() {
    return postgres == null ? givenDatabase.orElseThrow() : await(postgres).address();
  }

  /** Whether no other process can know the database. */
  boolean hasOwnDatabase() {
    return postgres != null;
  }

  /** The address given, or that of the server started here. */
  RedisAddress redis() {
    return redis == null ? givenRedis.orElseThrow() : await(redis).address();
  }

  /** Stops what was started, once it is up: a server half started could not be stopped at all. */
  @Override
  public void close() {
    stop(postgres);
    stop(redis);
  }

  private static <T> CompletableFuture<T> inBackground(Supplier<T> start) {
    return CompletableFuture.supplyAsync(start, task -> new Thread(task, "local-server").start());
  }

  private static <T> T await(CompletableFuture<T> server) {
    try {
      return server.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StartFailure failure ? failure : e;
    }
  }

  private static void stop(@Nullable CompletableFuture<? extends AutoCloseable> server) {
    if (server == null) {
      return;
    }
    try {
      server.join().close();
    } catch (Exception e) {
      // It never started, which was told when its address was asked for; or it would not stop,
      // which its own library logs.
    }
  }
}
