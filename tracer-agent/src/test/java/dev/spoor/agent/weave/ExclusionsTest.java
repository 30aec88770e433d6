package dev.spoor.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classes that the settings leave alone. */
class ExclusionsTest {
  private final Exclusions exclusions =
      new Exclusions(List.of("com.shop.Pool", "com.shop.legacy.*", "org.odd*"));

  @ParameterizedTest
  @CsvSource({
    "com/shop/Pool, true",
    "com/shop/Pool$Inner, false",
    "com/shop/Pools, false",
    "com/shop/legacy/A, true",
    "com/shop/legacy/deep/B, true",
    "com/shop/legacyA, false",
    "org/oddity/C, true",
    "org/even/C, false"
  })
  void namesAndPrefixesAreCovered(String name, boolean covered) {
    assertThat(exclusions.covers(name)).isEqualTo(covered);
    assertThat(new Exclusions(List.of()).covers(name)).isFalse();
  }
}
