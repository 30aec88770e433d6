package dev.spoor.kind;

import java.util.Map;

/** A request that is a map: its path as {@code path}, its headers, and those of its response. */
final class MapRequest implements LoggedRequest<Map<String, String>> {
  @Override
  public String method(Map<String, String> request) {
    return "GET";
  }

  @Override
  public String scheme(Map<String, String> request) {
    return "http";
  }

  @Override
  public String rawPath(Map<String, String> request) {
    return request.get("path");
  }

  @Override
  public String query(Map<String, String> request) {
    return null;
  }

  @Override
  public String peerAddress(Map<String, String> request) {
    return null;
  }

  @Override
  public int peerPort(Map<String, String> request) {
    return 0;
  }

  @Override
  public String get(Map<String, String> request, String name) {
    return request.get(name);
  }

  @Override
  public String responseHeader(Map<String, String> request, String name) {
    return request.get("response " + name);
  }

  @Override
  public void addParameters(Map<String, String> request, Map<String, Object> into) {}
}
