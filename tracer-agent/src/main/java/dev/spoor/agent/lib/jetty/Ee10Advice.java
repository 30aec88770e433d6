package dev.spoor.agent.lib.jetty;

import dev.spoor.kind.ServedRequest;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** Jetty 12, environment ee10: a thread works on a request, for the first time or again. */
final class Ee10Advice {
  private static final MethodHandle REQUEST =
      ServletChannels.requestOf("org.eclipse.jetty.ee10.servlet.ServletChannel", "getRequest");

  private Ee10Advice() {}

  static @Nullable Object enter(Object channel) throws Throwable {
    return ServletChannels.open((Object) REQUEST.invokeExact(channel));
  }

  static void exit(Object before) {
    ServedRequest.close(before);
  }
}
