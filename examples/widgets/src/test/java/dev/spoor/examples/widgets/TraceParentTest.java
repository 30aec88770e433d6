package dev.spoor.examples.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceParentTest {
  @Test
  void idsOfLogLinesBecomeATraceparent() {
    assertThat(TraceParent.of("6922a0f8000000001122334455667788", "4611686018427387904"))
        .isEqualTo("00-6922a0f8000000001122334455667788-4000000000000000-01");
    assertThat(TraceParent.of("18446744073709551615", "18446744073709551615"))
        .isEqualTo("00-0000000000000000ffffffffffffffff-ffffffffffffffff-01");
  }

  @Test
  void anythingElseIsNoTraceparent() {
    assertThat(TraceParent.current()).isNull();
    assertThat(TraceParent.of("1", null)).isNull();
    assertThat(TraceParent.of("x", "1")).isNull();
    assertThat(TraceParent.of("6922a0f8000000001122334455667788", "-1")).isNull();
  }
}
