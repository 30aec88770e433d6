package dev.spoor.agent.scenario.springweb;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Handlers of every kind of outcome. */
@RestController
public class WidgetsController {
  @GetMapping(path = "/widgets/{id}", produces = "text/plain")
  public String show(@PathVariable("id") int id) {
    return "widget " + id;
  }

  @GetMapping("/handled")
  public String handled() {
    throw new IllegalArgumentException("wrong");
  }

  @GetMapping("/broken")
  public String broken() {
    throw new IllegalStateException("boom");
  }

  @GetMapping("/error")
  public String error() {
    return "sorry";
  }

  @ExceptionHandler(IllegalArgumentException.class)
  public ResponseEntity<String> wrong(IllegalArgumentException e) {
    return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body("no");
  }
}
