package dev.spoor.examples.widgets;

import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The front page, and the address for those who only ask whether the process answers. */
@RestController
@ConditionalOnWebApplication
class HomeController {

  @GetMapping(value = "/", produces = MediaType.TEXT_HTML_VALUE)
  String home() {
    return Page.home();
  }

  /** Asks neither database nor cache: a slow one should not get the process restarted. */
  @GetMapping("/health")
  Map<String, String> health() {
    return Map.of("status", "ok");
  }
}
