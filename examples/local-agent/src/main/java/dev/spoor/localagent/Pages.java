package dev.spoor.localagent;

import dev.spoor.localagent.receiver.Reply;
import dev.spoor.localagent.receiver.Request;
import dev.spoor.localagent.render.TracesJson;
import dev.spoor.localagent.render.TracesText;
import dev.spoor.localagent.status.StatusPage;
import dev.spoor.localagent.store.StoredTrace;
import dev.spoor.localagent.store.TraceStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What people look at. Only pages of this very host may ask for it, so that a web site that the
 * developer visits cannot read the traces by pointing a name of its own at the loopback address.
 * Thread safe.
 */
final class Pages {
  private static final int LISTED = 200;
  private static final Pattern LOCAL_HOST =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?");

  private final TraceStore store;
  private final StatusPage status;
  private final boolean localOnly;

  /**
   * @param localOnly whether this listens on the loopback interface only
   */
  Pages(TraceStore store, StatusPage status, boolean localOnly) {
    this.store = store;
    this.status = status;
    this.localOnly = localOnly;
  }

  /** The page of that path, null if there is none. */
  @Nullable Reply page(Request request) {
    String path = request.path();
    if (!isPage(path)) {
      return null;
    }
    String host = request.header("Host");
    if (localOnly && host != null && !LOCAL_HOST.matcher(host).matches()) {
      return Reply.text(403, "ask for localhost, not for another name of this host\n");
    }
    return switch (path) {
      case "/" -> index();
      case "/status" -> Reply.text(200, status.text());
      case "/traces" -> Reply.text(200, TracesText.list(store.newest(LISTED)));
      case "/api/traces" -> Reply.json(TracesJson.list(store.newest(LISTED)));
      default ->
          path.startsWith("/api/")
              ? trace(path, trace -> Reply.json(TracesJson.trace(trace)))
              : trace(path, trace -> Reply.text(200, TracesText.trace(trace)));
    };
  }

  private static boolean isPage(String path) {
    return path.equals("/")
        || path.equals("/status")
        || path.matches("(/api)?/traces(/[0-9a-fA-F]{1,32})?");
  }

  private Reply trace(String path, Function<StoredTrace, Reply> page) {
    StoredTrace trace = store.find(path.substring(path.lastIndexOf('/') + 1));
    return trace == null
        ? Reply.text(404, "No such trace; the last ones are at /traces.\n")
        : page.apply(trace);
  }

  private static Reply index() {
    try (InputStream page = Pages.class.getResourceAsStream("assets/index.html")) {
      if (page == null) {
        throw new IllegalStateException("the jar lacks its page");
      }
      return new Reply(200, "text/html; charset=utf-8", page.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
