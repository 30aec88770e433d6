package dev.spoor.examples.widgets;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * The widgets as the controllers see them: from a cache where a fresh copy is there, else from
 * PostgreSQL.
 *
 * <p>The list is kept under the table's version, which is asked for each time: so no copy is ever
 * stale, whoever wrote, and each look at the list makes at least one SQL query and one Redis
 * command.
 */
@Service
@ConditionalOnWebApplication
class Shelf {

  private static final int PLACES = 20;
  private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

  private final WidgetRepository repository;
  private final TextCache lists;
  private final TextCache singles;
  private final Jobs jobs;
  private final JsonMapper json;

  Shelf(
      WidgetRepository repository,
      @Qualifier("lists") TextCache lists,
      @Qualifier("singles") TextCache singles,
      Jobs jobs,
      JsonMapper json) {
    this.repository = repository;
    this.lists = lists;
    this.singles = singles;
    this.jobs = jobs;
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
    Optional<String> copy = singles.find(key);
    if (copy.isPresent()) {
      return copy.map(text -> json.readValue(text, Widget.class));
    }
    Optional<Widget> widget = repository.find(id);
    widget.ifPresent(found -> singles.keep(key, json.writeValueAsString(found)));
    return widget;
  }

  Widget add(WidgetForm form) {
    Widget widget = repository.add(form);
    jobs.announceLater(widget);
    LOG.atInfo().addKeyValue("id", widget.id()).log("Added a widget");
    return widget;
  }

  /** As many queries as there are places on the shelf, where one would do: known as N+1. */
  List<Widget> oneByOne() {
    List<Widget> widgets =
        LongStream.rangeClosed(1, PLACES)
            .mapToObj(repository::find)
            .flatMap(Optional::stream)
            .toList();
    LOG.atWarn().addKeyValue("count", widgets.size()).log("Listed the widgets one by one");
    return widgets;
  }

  List<Widget> allSlowly() {
    repository.sleep(0.3);
    return all();
  }

  private <T> T cached(String key, Class<T> type, Supplier<T> source) {
    Optional<String> copy = lists.find(key);
    if (copy.isPresent()) {
      return json.readValue(copy.get(), type);
    }
    T value = source.get();
    lists.keep(key, json.writeValueAsString(value));
    return value;
  }
}
