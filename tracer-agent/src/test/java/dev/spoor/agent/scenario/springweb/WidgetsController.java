package dev.spoor.agent.scenario.springweb;

import dev.spoor.agent.scenario.servlet.Database;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

/** Handlers of every kind of outcome. */
@RestController
public class WidgetsController {
  @GetMapping(path = "/widgets/{id}", produces = "text/plain")
  public String show(@PathVariable("id") int id) {
    return "widget " + id;
  }

  @GetMapping("/widgets")
  public ModelAndView index() {
    Database.ask();
    View page =
        (model, request, response) -> {
          response.setContentType("text/html");
          response.getWriter().print("widgets");
        };
    return new ModelAndView(page);
  }

  @GetMapping("/moved")
  public ModelAndView moved() {
    return new ModelAndView("redirect:http://example.org/widgets/1?token=s3cret");
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
