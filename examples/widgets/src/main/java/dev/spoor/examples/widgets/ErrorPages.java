package dev.spoor.examples.widgets;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the container shows for a failed request: the status, and nothing of the cause. */
@RestController
@ConditionalOnWebApplication
class ErrorPages implements ErrorController {

  @RequestMapping("/error")
  ResponseEntity<?> error(HttpServletRequest request) {
    HttpStatus status = status(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    if (Format.of(String.valueOf(path), request) == Format.JSON) {
      return ResponseEntity.status(status)
          .contentType(MediaType.APPLICATION_JSON)
          .body(Map.of("status", status.value(), "error", status.getReasonPhrase()));
    }
    return ResponseEntity.status(status)
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .body(Page.error(status.value(), status.getReasonPhrase()));
  }

  private static HttpStatus status(Object code) {
    HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
    return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
  }
}
