package dev.spoor.agent.lib.jetty;

import dev.spoor.kind.LoggedRequest;
import dev.spoor.kind.QueryParameters;
import dev.spoor.kind.ServedRequest;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** Reads requests of Jetty 12. */
final class CoreReader implements LoggedRequest<CoreRequest> {
  static final CoreReader ADAPTER = new CoreReader();

  private CoreReader() {}

  @Override
  public @Nullable String method(CoreRequest core) {
    return core.request().getMethod();
  }

  @Override
  public @Nullable String scheme(CoreRequest core) {
    return core.request().getHttpURI().getScheme();
  }

  @Override
  public @Nullable String rawPath(CoreRequest core) {
    return core.request().getHttpURI().getPath();
  }

  @Override
  public @Nullable String query(CoreRequest core) {
    return core.request().getHttpURI().getQuery();
  }

  @Override
  public @Nullable String peerAddress(CoreRequest core) {
    return Request.getRemoteAddr(core.request());
  }

  @Override
  public int peerPort(CoreRequest core) {
    return Request.getRemotePort(core.request());
  }

  @Override
  public @Nullable String get(CoreRequest core, String name) {
    return core.request().getHeaders().get(name);
  }

  @Override
  public @Nullable String get(CoreRequest core, String name, int index) {
    int seen = 0;
    for (HttpField field : core.request().getHeaders()) {
      if (field.is(name) && seen++ == index) {
        return field.getValue();
      }
    }
    return null;
  }

  @Override
  public @Nullable String responseHeader(CoreRequest core, String name) {
    return core.response().getHeaders().get(name);
  }

  @Override
  public void addParameters(CoreRequest core, Map<String, Object> into) {
    Object parsed =
        core.request().getAttribute(ServedRequest.ATTRIBUTE) instanceof ServedRequest served
            ? served.parameters()
            : null;
    if (parsed instanceof Fields fields) {
      for (Fields.Field field : fields) {
        into.put(field.getName(), field.getValues());
      }
    } else {
      QueryParameters.addTo(into, query(core));
    }
  }
}
