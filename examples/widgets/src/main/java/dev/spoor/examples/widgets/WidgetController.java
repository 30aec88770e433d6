package dev.spoor.examples.widgets;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The shelf over HTTP. */
@RestController
@ConditionalOnWebApplication
class WidgetController {

  private final Shelf shelf;
  private final ExecutorService workers;

  WidgetController(Shelf shelf, ExecutorService workers) {
    this.shelf = shelf;
    this.workers = workers;
  }

  @GetMapping({"/widgets", "/widgets.json"})
  ResponseEntity<?> list(HttpServletRequest request) {
    return answer(Format.of(request), shelf.all(), Page::list);
  }

  @GetMapping({"/widgets/{id:\\d+}", "/widgets/{id:\\d+}.json"})
  ResponseEntity<?> show(@PathVariable long id, HttpServletRequest request) {
    Widget widget =
        shelf.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return answer(Format.of(request), widget, Page::show);
  }

  @PostMapping(value = "/widgets", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ResponseEntity<?> create(@ModelAttribute WidgetForm form) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(address(add(form))).build();
  }

  @PostMapping(
      value = {"/widgets", "/widgets.json"},
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Widget> createFromJson(@RequestBody WidgetForm form) {
    Widget widget = add(form);
    return ResponseEntity.created(address(widget)).body(widget);
  }

  @GetMapping("/widgets/slow")
  ResponseEntity<?> slow(HttpServletRequest request) {
    return answer(Format.of(request), shelf.allSlowly(), Page::list);
  }

  /** What not to do, to be seen in its trace. */
  @GetMapping("/widgets/one-by-one")
  ResponseEntity<?> oneByOne(HttpServletRequest request) {
    return answer(Format.of(request), shelf.oneByOne(), Page::list);
  }

  /** Asks the database on a thread of the pool, while the request's own thread goes free. */
  @GetMapping("/widgets/async")
  CompletableFuture<ResponseEntity<?>> async(HttpServletRequest request) {
    Format format = Format.of(request);
    return CompletableFuture.supplyAsync(shelf::all, workers)
        .thenApply(widgets -> answer(format, widgets, Page::list));
  }

  @GetMapping("/widgets/boom")
  List<Widget> boom() {
    throw new IllegalStateException("the shelf fell down");
  }

  private Widget add(WidgetForm form) {
    String complaint = form.complaint();
    if (!complaint.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT, complaint);
    }
    return shelf.add(form);
  }

  private static URI address(Widget widget) {
    return URI.create("/widgets/" + widget.id());
  }

  private static <T> ResponseEntity<?> answer(Format format, T value, Function<T, String> page) {
    return format == Format.JSON
        ? ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(value)
        : ResponseEntity.ok()
            .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
            .body(page.apply(value));
  }
}
