package dev.spoor.agent.lib.httpclient;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import java.lang.invoke.MethodHandle;
import java.net.HttpURLConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests through the JDK's {@code HttpURLConnection}, http and https, {@code URL.openStream}
 * included: one span per connection, from its first use until its answer's head has been read. A
 * connection whose answer nobody asks for makes no span.
 *
 * <p>The public class of https only passes calls on to a subclass of the one for http, so weaving
 * the latter sees both once.
 */
public final class UrlConnectionPlugin implements Plugin {
  @Override
  public String name() {
    return "httpurlconnection";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type("sun.net.www.protocol.http.HttpURLConnection")
            .method("connect")
            .arguments(0)
            .advice("Connect")
            .method("getOutputStream")
            .arguments(0)
            .advice("Output")
            .method("getInputStream")
            .arguments(0)
            .advice("Input")
            .method("writeRequests")
            .arguments(0)
            .advice("Write")
            .replaceCalls(
                "sun.net.www.MessageHeader",
                "setIfNotSet",
                "(Ljava/lang/String;Ljava/lang/String;)V",
                "Header"),
        Target.type("sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection")
            .method("connect")
            .arguments(0)
            .advice("Connect"),
        Target.type("java.net.HttpURLConnection")
            .method("getResponseCode")
            .arguments(0)
            .advice("Status"));
  }

  /** The connection is opened, nothing sent yet. */
  static final class Connect {
    private Connect() {}

    static @Nullable Object enter(HttpURLConnection self) {
      return UrlExchange.enter(self, self.getRequestMethod());
    }

    static void exit(Object exchange, @Nullable Throwable thrown) {
      ((UrlExchange) exchange).exit(thrown);
    }
  }

  /** The request gets a body; in streaming mode its head is sent here. */
  static final class Output {
    private Output() {}

    static @Nullable Object enter(HttpURLConnection self) {
      String method = self.getRequestMethod();
      return UrlExchange.enter(self, method.equals("GET") ? "POST" : method);
    }

    static void exit(Object exchange, @Nullable Throwable thrown) {
      ((UrlExchange) exchange).exit(thrown);
    }
  }

  /** The request is sent, unless it is already, and the answer's head read. */
  static final class Input {
    private Input() {}

    static @Nullable Object enter(HttpURLConnection self) {
      return UrlExchange.enter(self, self.getRequestMethod());
    }

    static void exit(Object exchange, @Nullable Throwable thrown) {
      ((UrlExchange) exchange).answered(thrown);
    }
  }

  /** The head of the request is put together and sent. */
  static final class Write {
    private Write() {}

    static @Nullable Object enter(HttpURLConnection self) {
      return UrlExchange.writing(self);
    }

    static void exit(Object exchange) {
      ((UrlExchange) exchange).written();
    }
  }

  /** The request gets a standard header. */
  static final class Header {
    private Header() {}

    static void call(MethodHandle setIfNotSet, Object headers, String name, String value)
        throws Throwable {
      setIfNotSet.invoke(headers, name, value);
      // The one that is always set, whatever the method, and set again when a request is repeated.
      if ("User-Agent".equals(name)) {
        UrlExchange.addHeaders(setIfNotSet, headers);
      }
    }
  }

  /** The status is told, to the application or to the connection itself. */
  static final class Status {
    private Status() {}

    static void after(int status, HttpURLConnection self) {
      UrlExchange.status(self, status);
    }
  }
}
