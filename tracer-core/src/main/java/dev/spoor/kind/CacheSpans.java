package dev.spoor.kind;

import dev.spoor.trace.Blueprint;
import dev.spoor.trace.ErrorRank;
import dev.spoor.trace.ExclusiveCall;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.trace.Tracer;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Spans of cache commands: operation {@code <system>.query}, service and type {@code <system>}, the
 * bare command as resource. Keys and values never reach a span.
 */
public final class CacheSpans {
  private final Servers servers;

  /**
   * @param system such as {@code redis}
   * @param component such as {@code redis-command}
   */
  public CacheSpans(String system, String component) {
    this.servers = new Servers(system, component);
  }

  /**
   * Starts the span of a command and makes it current on this thread. Call {@link #end} on the same
   * thread.
   *
   * @param command without its arguments
   * @param host of the server, or null
   * @return null while tracing is off, or inside another cache call
   */
  public @Nullable Span start(String command, @Nullable String host) {
    Tracer tracer = Tracer.active();
    if (tracer == null) {
      return null;
    }
    Span span = tracer.enter(servers.get(KindSettings.active(), host == null ? "" : host, null));
    if (span != null) {
      span.setResource(command, ResourceRank.DEFAULT);
    }
    return span;
  }

  /**
   * Starts the span of a command whose answer another thread may see, without making it current.
   * Call {@link #finish}.
   *
   * @return null while tracing is off, or inside another cache call
   */
  public @Nullable Span startDetached(String command) {
    Tracer tracer = Tracer.active();
    if (tracer == null || Span.isWithin(ExclusiveCall.CACHE)) {
      return null;
    }
    Span span = tracer.start(servers.get(KindSettings.active(), "", null));
    span.setResource(command, ResourceRank.DEFAULT);
    return span;
  }

  /**
   * Ends such a span.
   *
   * @param server that answered, or null
   * @param thrown recorded by its type only: what clients of caches say quotes keys
   */
  public void finish(Span span, @Nullable InetSocketAddress server, @Nullable Throwable thrown) {
    if (server != null && KindSettings.active().peerHostname()) {
      span.setTag(Tags.PEER_HOSTNAME, server.getHostString());
      InetAddress address = server.getAddress();
      if (address != null) {
        String key = address instanceof Inet6Address ? Tags.PEER_IPV6 : Tags.PEER_IPV4;
        span.setTag(key, address.getHostAddress());
      }
      span.setTag(Tags.PEER_PORT, server.getPort());
    }
    if (thrown != null) {
      span.setTag(Tags.ERROR_TYPE, StackText.unwrap(thrown).getClass().getName());
      span.setError(true, ErrorRank.DEFAULT);
    }
    span.finish();
  }

  /**
   * Makes the span of a command that has been answered already, for clients that send and read in
   * two calls.
   *
   * @param parent what was current when the command was sent
   * @param startNanos {@code System.nanoTime()} when it was sent
   */
  public void record(
      String command,
      @Nullable String host,
      @Nullable Span parent,
      long startNanos,
      @Nullable Throwable thrown) {
    Tracer tracer = Tracer.active();
    if (tracer == null) {
      return;
    }
    long elapsed = System.nanoTime() - startNanos;
    Blueprint blueprint = servers.get(KindSettings.active(), host == null ? "" : host, null);
    Span span = tracer.startBefore(blueprint, parent, elapsed);
    span.setResource(command, ResourceRank.DEFAULT);
    if (thrown != null) {
      ErrorTags.record(span, thrown, ErrorRank.DEFAULT);
    }
    span.finish();
  }

  /** By the server's host. */
  private static final class Servers extends Blueprints {
    private final String system;
    private final String component;

    Servers(String system, String component) {
      this.system = system;
      this.component = component;
    }

    @Override
    Blueprint make(KindSettings settings, String host, String none) {
      Blueprint.Draft draft =
          Blueprint.named(system.concat(".query"))
              .exclusive(ExclusiveCall.CACHE)
              .type(system)
              .measured()
              .ownTags(1)
              .tag(Tags.COMPONENT, component)
              .tag(Tags.SPAN_KIND, Tags.KIND_CLIENT)
              .tag(Tags.DB_TYPE, system);
      if (settings.peerHostname()) {
        draft.tag(Tags.PEER_HOSTNAME, host);
      }
      if (settings.ownServiceNames()) {
        draft.service(settings.config().mappedService(system), component);
      }
      return draft.build();
    }
  }

  /** Ends the span and gives the thread back what was current before. */
  public void end(Span span, @Nullable Throwable thrown) {
    span.detach();
    if (thrown != null) {
      ErrorTags.record(span, thrown, ErrorRank.DEFAULT);
    }
    span.finish();
  }
}
