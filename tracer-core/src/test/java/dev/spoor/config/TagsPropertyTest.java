package dev.spoor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** {@code DD_TAGS} as people and buildpacks write them, and as nobody does. */
class TagsPropertyTest {
  private static Config of(String tags) {
    return Config.resolve(Sources.of(Map.of("DD_TAGS", tags)));
  }

  /** A buildpack joins with blanks what the user has joined with commas. */
  @Property
  void tagsComeBackHoweverTheyAreJoined(
      @ForAll("tags") Map<String, String> tags, @ForAll("separators") String separator) {
    String text =
        tags.entrySet().stream()
            .map(tag -> tag.getKey() + ":" + tag.getValue())
            .collect(Collectors.joining(separator));

    assertThat(of(text).tags()).isEqualTo(tags);
  }

  @Property(tries = 2_000)
  void anyTextGivesWholeTagsOrNone(@ForAll("odd") String text) {
    Map<String, String> tags = of(text).tags();

    assertThat(tags.keySet()).noneMatch(key -> key.isBlank() || key.contains(":"));
    assertThat(tags).allSatisfy((key, value) -> assertThat(value).isNotBlank());
    assertThat(tags).allSatisfy((key, value) -> assertThat(text).contains(key, value));
  }

  @Provide
  static Arbitrary<Map<String, String>> tags() {
    // Names that are no tags of their own kind: not service, env, version or git's.
    Arbitrary<String> names = words("abcdefghij._-/").map(name -> "x" + name);
    return Arbitraries.maps(names, words("abcXYZ019._-/:@=ü☃")).ofMaxSize(8);
  }

  @Provide
  static Arbitrary<String> separators() {
    return Arbitraries.of(",", " ", ", ", " , ", "\t", ",,", "  ");
  }

  @Provide
  static Arbitrary<String> odd() {
    return Arbitraries.oneOf(
        words("ab:, \t=").map(word -> word + word), Arbitraries.strings().ofMaxLength(40));
  }

  private static Arbitrary<String> words(String letters) {
    return Arbitraries.strings().withChars(letters).ofMinLength(1).ofMaxLength(12);
  }
}
