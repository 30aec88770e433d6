package dev.spoor.agent.lib.jetty;

import dev.spoor.kind.ServedRequest;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** Jetty 12, environment ee11: a thread works on a request, for the first time or again. */
final class Ee11Advice {
  private static final MethodHandle REQUEST =
      ServletChannels.requestOf("org.eclipse.jetty.ee11.servlet.ServletChannel", "getRequest");

  private Ee11Advice() {}

  static @Nullable Object enter(Object channel) throws Throwable {
    return ServletChannels.open((Object) REQUEST.invokeExact(channel));
  }

  static void exit(Object before) {
    ServedRequest.close(before);
  }
}
