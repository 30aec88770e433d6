package dev.spoor.examples.widgets;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** In which form somebody wants an answer. */
enum Format {
  HTML,
  JSON;

  /** {@code .json} or {@code ?format=json} say so outright; else the Accept header decides. */
  static Format of(HttpServletRequest request) {
    return of(request.getRequestURI(), request);
  }

  /** The same for a path that is not the request's own, as in an error dispatch. */
  static Format of(String path, HttpServletRequest request) {
    String asked = request.getParameter("format");
    if (asked != null) {
      return asked.equals("json") ? JSON : HTML;
    }
    return path.endsWith(".json") || prefersJson(request.getHeader("Accept")) ? JSON : HTML;
  }

  private static boolean prefersJson(@Nullable String accept) {
    return accept != null && accept.contains("application/json") && !accept.contains("text/html");
  }
}
