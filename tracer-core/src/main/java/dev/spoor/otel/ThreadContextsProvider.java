package dev.spoor.otel;

import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;

/** How the API finds {@link ThreadContexts}: by the service file of this library. */
public final class ThreadContextsProvider implements ContextStorageProvider {
  /** For the service loader. */
  public ThreadContextsProvider() {}

  @Override
  public ContextStorage get() {
    return ThreadContexts.INSTANCE;
  }
}
