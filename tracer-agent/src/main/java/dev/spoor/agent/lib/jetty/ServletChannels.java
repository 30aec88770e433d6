package dev.spoor.agent.lib.jetty;

import dev.spoor.agent.plugin.Members;
import dev.spoor.kind.ServedRequest;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** What the servlet environments of Jetty 12 have in common: a channel that leads to a request. */
final class ServletChannels {
  private ServletChannels() {}

  static MethodHandle requestOf(String channel, String getter) {
    MethodType type = MethodType.methodType(Object.class, Object.class);
    return Members.virtual(ServletChannels.class, channel, getter, type);
  }

  static @Nullable Object open(@Nullable Object request) {
    return request instanceof Request core
            && core.getAttribute(ServedRequest.ATTRIBUTE) instanceof ServedRequest served
            && !served.isEnded()
        ? served.open()
        : null;
  }
}
