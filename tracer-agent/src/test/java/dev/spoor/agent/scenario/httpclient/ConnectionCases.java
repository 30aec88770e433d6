package dev.spoor.agent.scenario.httpclient;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Requests through {@code HttpURLConnection}. */
final class ConnectionCases {
  private ConnectionCases() {}

  static String call(String name, URL target) throws Exception {
    if (name.equals("urlStream")) {
      try (InputStream in = target.openStream()) {
        return text(in);
      }
    }
    HttpURLConnection connection = (HttpURLConnection) target.openConnection();
    switch (name) {
      case "urlStatus" -> {
        return connection.getResponseCode() + " " + connection.getResponseCode();
      }
      case "urlConnect" -> {
        connection.connect();
        connection.connect();
        return text(connection.getInputStream());
      }
      case "urlOnlyConnect" -> {
        connection.connect();
        return "connected";
      }
      case "urlPost" -> write(connection);
      case "urlUpload" -> {
        connection.setChunkedStreamingMode(0);
        write(connection);
      }
      case "urlUnread" -> {
        connection.setFixedLengthStreamingMode(4);
        write(connection);
        return "written";
      }
      case "urlOwn" -> {
        connection.setRequestProperty("X-Datadog-Trace-Id", "7");
        connection.setRequestProperty("x-own", "kept");
      }
      case "urlTracer" -> connection.setRequestProperty("Datadog-Meta-Lang", "java");
      case "urlError" -> {
        return connection.getResponseCode() + text(connection.getErrorStream());
      }
      case "urlTls" -> trustAll((HttpsURLConnection) connection);
      default -> {}
    }
    return text(connection.getInputStream());
  }

  private static void write(HttpURLConnection connection) throws IOException {
    connection.setDoOutput(true);
    try (OutputStream out = connection.getOutputStream()) {
      out.write("body".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void trustAll(HttpsURLConnection connection) throws Exception {
    X509TrustManager everybody =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {everybody}, null);
    connection.setSSLSocketFactory(context.getSocketFactory());
    connection.setHostnameVerifier((host, session) -> true);
  }
}
