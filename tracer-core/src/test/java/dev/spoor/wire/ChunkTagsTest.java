package dev.spoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.trace.Blueprint;
import dev.spoor.trace.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tags of the process that stand on the first span of each chunk, such as the commit. */
class ChunkTagsTest {
  private static final String URL = "_dd.git.repository_url";
  private static final String SHA = "_dd.git.commit.sha";
  private static final Map<String, String> GIT = Map.of(URL, "https://git.example/shop", SHA, "c0");

  private final Chunk chunk = new Chunk("1", 100_000, Map.of("env", "prod"), GIT);

  @Test
  void onlyTheFirstSpanOfAChunkHasThem() throws Exception {
    Span root = chunk.tracer.start("root");
    for (int i = 0; i < 5; i++) {
      chunk.tracer.start("step", root).finish();
    }
    root.finish();

    List<DecodedSpan> spans = chunk.decoded(0).spans();
    assertThat(spans).hasSize(6);
    assertThat(spans.get(0).meta()).containsAllEntriesOf(GIT);
    for (DecodedSpan span : spans.subList(1, 6)) {
      assertThat(span.meta()).doesNotContainKeys(URL, SHA);
    }
  }

  @Test
  void eachPartOfATraceHasThemOnItsFirstSpan() throws Exception {
    Chunk parts = new Chunk("", 2, Map.of(), GIT);
    parts.writeFourSteps();

    assertThat(parts.encoded).hasSize(3);
    for (int i = 0; i < 3; i++) {
      List<DecodedSpan> spans = parts.decoded(i).spans();
      assertThat(spans.get(0).meta()).containsAllEntriesOf(GIT);
      for (DecodedSpan span : spans.subList(1, spans.size())) {
        assertThat(span.meta()).doesNotContainKeys(URL, SHA);
      }
    }
  }

  @Test
  void aTagOfTheApplicationsOwnStandsInsteadAndOnce() throws Exception {
    Span root = chunk.tracer.start("root");
    root.setTag(SHA, "own");
    root.finish();
    Blueprint named = Blueprint.named("job").tag(URL, "of the blueprint").build();
    chunk.tracer.start(named, null).finish();

    assertThat(chunk.decoded(0).spans().get(0).meta())
        .containsEntry(SHA, "own")
        .containsEntry(URL, GIT.get(URL));
    assertThat(occurrences(0, SHA)).isOne();
    assertThat(chunk.decoded(1).spans().get(0).meta())
        .containsEntry(SHA, "c0")
        .containsEntry(URL, "of the blueprint");
    assertThat(occurrences(1, URL)).isOne();
  }

  @Test
  void aTagOfAllSpansUnderOneOfTheNamesGivesWay() throws Exception {
    Chunk both = new Chunk("1", 100_000, Map.of(SHA, "of all"), GIT);
    both.tracer.start("root").finish();
    Chunk alone = new Chunk("1", 100_000, Map.of(SHA, "of all"), Map.of());
    alone.tracer.start("root").finish();

    assertThat(both.decoded(0).spans().get(0).tag(SHA)).isEqualTo("c0");
    assertThat(occurrences(both.encoded.get(0), SHA)).isOne();
    assertThat(alone.decoded(0).spans().get(0).tag(SHA)).isEqualTo("of all");
  }

  private int occurrences(int index, String key) {
    return occurrences(chunk.encoded.get(index), key);
  }

  /** Counted in the bytes: a decoded map would hide that a key came twice. */
  private static int occurrences(byte[] chunk, String key) {
    byte[] sought = MsgpackBuffer.encoded(key);
    int count = 0;
    for (int i = 0; i + sought.length <= chunk.length; i++) {
      if (Arrays.equals(chunk, i, i + sought.length, sought, 0, sought.length)) {
        count++;
      }
    }
    return count;
  }
}
