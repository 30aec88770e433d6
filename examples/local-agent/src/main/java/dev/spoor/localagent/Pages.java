package dev.spoor.localagent;

import dev.spoor.localagent.receiver.Reply;
import dev.spoor.localagent.receiver.Request;
import dev.spoor.localagent.render.TracesText;
import dev.spoor.localagent.status.StatusPage;
import dev.spoor.localagent.store.StoredTrace;
import dev.spoor.localagent.store.TraceStore;
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
  private final Api api;
  private final Assets assets = new Assets();
  private final boolean localOnly;

  /**
   * @param localOnly whether this listens on the loopback interface only
   */
  Pages(TraceStore store, StatusPage status, Api api, boolean localOnly) {
    this.store = store;
    this.status = status;
    this.api = api;
    this.localOnly = localOnly;
  }

  /** The page of that path, null if there is none. */
  @Nullable Reply page(Request request) {
    String host = request.header("Host");
    if (localOnly && host != null && !LOCAL_HOST.matcher(host).matches()) {
      return isPage(request.path())
          ? Reply.text(403, "ask for localhost, not for another name of this host\n")
          : null;
    }
    String path = request.path();
    if (path.startsWith("/api/")) {
      return api.answer(request);
    }
    if (path.startsWith("/assets/")) {
      return assets.find(path.substring("/assets/".length()));
    }
    return switch (path) {
      case "/" -> assets.find("index.html");
      case "/status" -> Reply.text(200, status.text());
      case "/traces" -> Reply.text(200, TracesText.list(store.newest(LISTED)));
      default -> path.startsWith("/traces/") ? trace(path.substring("/traces/".length())) : null;
    };
  }

  private static boolean isPage(String path) {
    return path.equals("/") || path.matches("/(api|assets|status|traces)(/.*)?");
  }

  private Reply trace(String id) {
    StoredTrace trace = store.find(id);
    return trace == null
        ? Reply.text(404, "No such trace; the last ones are at /traces.\n")
        : Reply.text(200, TracesText.trace(trace));
  }
}
