package dev.spoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A tree shows every span once, whatever its parents claim, and nothing that a terminal obeys. */
class TraceTreeTest {
  private static final long START = 1_700_000_000_000_000_000L;

  private static DecodedSpan span(long id, long parent, long startMicros, String resource) {
    SpanFields fields = new SpanFields();
    fields.service = "shop";
    fields.name = "op" + id;
    fields.resource = resource;
    fields.traceId = 1;
    fields.spanId = id;
    fields.parentId = parent;
    fields.start = START + startMicros * 1_000;
    fields.duration = 1_500_000;
    fields.error = resource.equals("fails") ? 1 : 0;
    return fields.span();
  }

  @Test
  void drawsChildrenBelowTheirParentsInOrderOfStart() {
    List<DecodedSpan> spans =
        List.of(
            span(4, 2, 300, "deep"),
            span(3, 1, 500, "fails"),
            span(2, 1, 200, "first"),
            span(1, 0, 0, "root"));
    assertThat(TraceTree.print(spans))
        .isEqualTo(
            """
               0.00 ms    1.50 ms  shop  op1  root
               0.20 ms    1.50 ms  |-- shop  op2  first
               0.30 ms    1.50 ms  |   `-- shop  op4  deep
               0.50 ms    1.50 ms  `-- shop  op3  fails  ERROR
            """);
  }

  @Test
  void drawsOrphansAndCirclesOnce() {
    List<DecodedSpan> spans =
        List.of(
            span(1, 99, 0, "orphan"),
            span(2, 3, 1, "circle"),
            span(3, 2, 2, "circle"),
            span(4, 4, 3, "own parent"),
            span(5, 1, 4, "twin"),
            span(5, 5, 5, "twin"));
    assertThat(TraceTree.print(spans).lines()).hasSize(6).doesNotHaveDuplicates();
    assertThat(TraceTree.print(List.of())).isEmpty();
  }

  @Test
  void drawsALongChainWithinBounds() {
    List<DecodedSpan> spans = new ArrayList<>();
    for (int i = 1; i <= 50_000; i++) {
      spans.add(span(i, i - 1, i, "x"));
    }
    String tree = TraceTree.print(spans);
    assertThat(tree.lines()).hasSize(50_000);
    assertThat(tree.lines().mapToInt(String::length).max().orElse(0)).isLessThan(100);
  }

  @Test
  void replacesControlCharactersAndCutsLongTexts() {
    String tree =
        TraceTree.print(List.of(span(1, 0, 0, "\u001b[31m\r\nred\u202e\u2028" + "x".repeat(500))));
    assertThat(tree.lines()).hasSize(1);
    assertThat(tree)
        .doesNotContain("\u001b", "\r", "\u202e", "\u2028")
        .contains("red")
        .contains("...");
    assertThat(tree.length()).isLessThan(300);
  }
}
