package dev.spoor.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.spoor.diag.Counters;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tags, names and flags of one span. */
class SpanTest {
  private final Tracer tracer = new RecordingSink().tracer(100);
  private final Span span = tracer.start("job");

  @Test
  void tagsAreSetReplacedAndRemoved() {
    span.setTag("a", "1");
    span.setTag("b", 2L);
    span.setTag("c", 2.5);
    span.setTag("a", "3");
    span.setTag(new String("b"), "text");
    span.setTag("c", (String) null);
    span.setTag("d", "");

    assertThat(span.tag("a")).isEqualTo("3");
    assertThat(span.tag("b")).isEqualTo("text");
    assertThat(span.tag("c")).isNull();
    assertThat(span.tag("d")).isNull();
    assertThat(tags()).isEqualTo(Map.of("a", "3", "b", "text"));

    span.setTag("c", 7L);
    assertThat(tags()).containsEntry("c", 7L);
  }

  @Test
  void tagsOfTheBlueprintCanBeReplacedAndRemoved() {
    Blueprint blueprint =
        Blueprint.named("shop.query")
            .service("shopdb", "jdbc")
            .type("sql")
            .tag("db.type", "shopdb")
            .tag("db.user", "carla")
            .tag("db.instance", null)
            .build();
    Span query = tracer.start(blueprint, span);

    assertThat(query.operation()).isEqualTo("shop.query");
    assertThat(query.service()).isEqualTo("shopdb");
    assertThat(query.serviceSource()).isEqualTo("jdbc");
    assertThat(query.type()).isEqualTo("sql");
    assertThat(query.tag("db.type")).isEqualTo("shopdb");
    assertThat(query.tag("db.instance")).isNull();
    query.setTag("db.instance", "one");
    assertThat(query.isOverriding()).isFalse();

    query.setTag("db.type", 7);
    query.setTag("db.user", "");
    assertThat(query.isOverriding()).isTrue();
    assertThat(query.tag("db.type")).isEqualTo(7L);
    assertThat(query.tag("db.user")).isNull();
    query.setTag("db.user", "dora");
    assertThat(query.tag("db.user")).isEqualTo("dora");
    assertThat(tracer.start(blueprint, null).tag("db.user")).isEqualTo("carla");
  }

  @Test
  void tagsGrowAsFarAsTheBoundAndTheRestIsCounted() {
    long before = Counters.value("span.dropped.tags");
    for (int i = 0; i < Span.MAX_TAGS + 10; i++) {
      span.setTag("key" + i, i);
    }

    assertThat(tags()).hasSize(Span.MAX_TAGS).containsEntry("key4095", 4095L);
    assertThat(Counters.value("span.dropped.tags")).isEqualTo(before + 10);
    span.setTag("key7", "replaced");
    assertThat(span.tag("key7")).isEqualTo("replaced");
  }

  @Test
  void nothingChangesAfterTheEnd() {
    span.setTag("a", "1");
    span.setResource("before", ResourceRank.DEFAULT);
    span.finish();
    long duration = span.duration();

    span.setTag("a", "2");
    span.setTag("b", 1L);
    span.setOperation("other");
    span.setService("other", "m");
    span.setType("web");
    span.setError(true, ErrorRank.BY_HAND);
    assertThat(span.setResource("after", ResourceRank.BY_HAND)).isFalse();
    span.finishAt(span.start() + 1_000_000_000L);

    assertThat(tags()).isEqualTo(Map.of("a", "1"));
    assertThat(span.operation()).isEqualTo("job");
    assertThat(span.service()).isEqualTo("shop");
    assertThat(span.resource()).isEqualTo("before");
    assertThat(span.type()).isNull();
    assertThat(span.isError()).isFalse();
    assertThat(span.duration()).isEqualTo(duration);
  }

  @Test
  void aResourceIsReplacedByTheSameOrAHigherRank() {
    assertThat(span.setResource("GET /w/?", ResourceRank.URL_PATH)).isTrue();
    assertThat(span.setResource("plain", ResourceRank.DEFAULT)).isFalse();
    assertThat(span.setResource("GET /w/{id}", ResourceRank.ROUTE)).isTrue();
    assertThat(span.setResource("404", ResourceRank.NOT_FOUND)).isFalse();
    assertThat(span.setResource("GET /w/{name}", ResourceRank.ROUTE)).isTrue();
    assertThat(span.resource()).isEqualTo("GET /w/{name}");
  }

  @Test
  void anErrorIsReplacedByTheSameOrAHigherRank() {
    span.setError(true, ErrorRank.HTTP_SERVER);
    span.setError(false, ErrorRank.HTTP_SERVER);
    assertThat(span.isError()).isFalse();
    span.setError(true, ErrorRank.DEFAULT);
    span.setError(false, ErrorRank.HTTP_SERVER);
    assertThat(span.isError()).isTrue();
    span.setError(false, ErrorRank.BY_HAND);
    assertThat(span.isError()).isFalse();
  }

  @Test
  void anExclusiveCallEndsWithItsSpan() {
    span.setExclusive(ExclusiveCall.DATABASE);
    span.attach();
    assertThat(Span.isWithin(ExclusiveCall.DATABASE)).isTrue();
    assertThat(Span.isWithin(ExclusiveCall.CACHE)).isFalse();
    span.finish();
    assertThat(Span.isWithin(ExclusiveCall.DATABASE)).isFalse();
    span.detach();
  }

  @Test
  void nullNamesAreRefusedAtOnce() {
    assertThatNullPointerException().isThrownBy(() -> span.setOperation(null));
    assertThatNullPointerException().isThrownBy(() -> span.setTag(null, "x"));
    assertThatNullPointerException().isThrownBy(() -> tracer.start((String) null, span));
  }

  @Test
  void threadsThatFightOverTagsLoseTagsButNeverThrow() throws Exception {
    for (int round = 0; round < 200; round++) {
      Span shared = tracer.start("job");
      Throwable[] failure = new Throwable[1];
      Thread[] threads = new Thread[4];
      for (int t = 0; t < threads.length; t++) {
        String prefix = "t" + t + ".";
        threads[t] =
            new Thread(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    shared.setTag(prefix + i, i);
                  }
                });
        threads[t].setUncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown);
      }
      for (Thread thread : threads) {
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failure[0]).isNull();
      assertThat(shared.ownTagEnd()).isLessThanOrEqualTo(shared.ownTags().length);
    }
  }

  private Map<String, Object> tags() {
    Map<String, Object> tags = new HashMap<>();
    Object[] array = span.ownTags();
    for (int i = 0; i < span.ownTagEnd(); i += 2) {
      if (array[i + 1] != null) {
        assertThat(tags.put((String) array[i], array[i + 1])).isNull();
      }
    }
    return tags;
  }
}
