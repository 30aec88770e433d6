package dev.spoor.examples.widgets;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * The widgets as the controllers see them: from Redis where a fresh copy is there, else from
 * PostgreSQL.
 *
 * <p>The list is kept under the table's version, which is asked for each time: so no copy is ever
 * stale, whoever wrote, and each look at the list makes at least one SQL query and one Redis
 * command.
 */
@Service
class Shelf {

  private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

  private final WidgetRepository repository;
  private final WidgetCache cache;
  private final JsonMapper json;

  Shelf(WidgetRepository repository, WidgetCache cache, JsonMapper json) {
    this.repository = repository;
    this.cache = cache;
    this.json = json;
  }

  List<Widget> all() {
    String key = "widgets:" + repository.version();
    List<Widget> widgets =
        List.of(cached(key, Widget[].class, () -> repository.all().toArray(Widget[]::new)));
    LOG.atInfo().addKeyValue("count", widgets.size()).log("Listed the widgets");
    return widgets;
  }

  Optional<Widget> find(long id) {
    String key = "widget:" + id;
    Optional<String> copy = cache.find(key);
    if (copy.isPresent()) {
      return copy.map(text -> json.readValue(text, Widget.class));
    }
    Optional<Widget> widget = repository.find(id);
    widget.ifPresent(found -> cache.keep(key, json.writeValueAsString(found)));
    return widget;
  }

  Widget add(WidgetForm form) {
    Widget widget = repository.add(form);
    LOG.atInfo().addKeyValue("id", widget.id()).log("Added a widget");
    return widget;
  }

  List<Widget> allSlowly() {
    repository.sleep(0.3);
    return all();
  }

  private <T> T cached(String key, Class<T> type, Supplier<T> source) {
    Optional<String> copy = cache.find(key);
    if (copy.isPresent()) {
      return json.readValue(copy.get(), type);
    }
    T value = source.get();
    cache.keep(key, json.writeValueAsString(value));
    return value;
  }
}
