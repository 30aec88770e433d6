package dev.spoor.agent.lib.jetty;

import dev.spoor.kind.ServedRequest;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** Jetty 12, environment ee9: a thread works on a request, for the first time or again. */
final class Ee9Advice {
  private static final MethodHandle REQUEST =
      ServletChannels.requestOf("org.eclipse.jetty.ee9.nested.HttpChannel", "getCoreRequest");

  private Ee9Advice() {}

  static @Nullable Object enter(Object channel) throws Throwable {
    return ServletChannels.open((Object) REQUEST.invokeExact(channel));
  }

  static void exit(Object before) {
    ServedRequest.close(before);
  }
}
