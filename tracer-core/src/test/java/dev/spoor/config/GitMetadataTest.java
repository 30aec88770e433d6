package dev.spoor.config;

import static dev.spoor.config.ConfigSourcesTest.of;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Repository and commit: who names them, and that no password comes along. */
class GitMetadataTest {
  private static final String SHA = "0123456789abcdef0123456789abcdef01234567";

  @Test
  void nobodyNamesThem() {
    assertThat(Config.defaults().gitRepositoryUrl()).isEmpty();
    assertThat(Config.defaults().gitCommitSha()).isEmpty();
  }

  @Test
  void theOwnVariablesWinOverTheTagsWhichRemainTags() {
    String tags = "git.repository_url:https://u:p@git.example/tagged,git.commit.sha:" + SHA;
    Config tagged = of("DD_TAGS", tags, "HEROKU_SLUG_COMMIT", "slug");
    assertThat(tagged.gitRepositoryUrl()).isEqualTo("https://git.example/tagged");
    assertThat(tagged.gitCommitSha()).isEqualTo(SHA);
    assertThat(tagged.tags())
        .containsOnlyKeys("git.repository_url", "git.commit.sha")
        .containsEntry("git.repository_url", "https://git.example/tagged");
    assertThat(tagged.problems()).isEmpty();

    String other = SHA.replace('0', 'f');
    Config named =
        of(
            "DD_TAGS", tags,
            "DD_GIT_REPOSITORY_URL", "https://git.example/named",
            "DD_GIT_COMMIT_SHA", other);
    assertThat(named.gitRepositoryUrl()).isEqualTo("https://git.example/named");
    assertThat(named.gitCommitSha()).isEqualTo(other);
  }

  @Test
  void herokuKnowsTheCommitIfNobodyElseDoes() {
    assertThat(of("HEROKU_BUILD_COMMIT", "built").gitCommitSha()).isEqualTo("built");
    Config both = of("HEROKU_BUILD_COMMIT", "built", "HEROKU_SLUG_COMMIT", "slug");
    assertThat(both.gitCommitSha()).isEqualTo("slug");
    assertThat(both.problems()).isEmpty();
    assertThat(of("HEROKU_SLUG_COMMIT", "slug", "DD_GIT_COMMIT_SHA", SHA).gitCommitSha())
        .isEqualTo(SHA);
  }

  @Test
  void theSwitchTurnsBothOff() {
    Config off =
        of(
            "DD_TRACE_GIT_METADATA_ENABLED", "false",
            "DD_GIT_REPOSITORY_URL", "https://git.example/shop",
            "HEROKU_SLUG_COMMIT", "slug");
    assertThat(off.gitRepositoryUrl()).isEmpty();
    assertThat(off.gitCommitSha()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"abc", "0123456789abcdef0123456789abcdef0123456x", "'${SOURCE_COMMIT}'"})
  void whatIsNoWholeHashIsToldAndUsed(String sha) {
    Config config = of("DD_GIT_COMMIT_SHA", sha);
    assertThat(config.gitCommitSha()).isEqualTo(sha);
    assertThat(config.problems()).singleElement().asString().contains("DD_GIT_COMMIT_SHA");
    Config tagged = of("DD_TAGS", "git.commit.sha:" + sha);
    assertThat(tagged.problems()).singleElement().asString().contains("DD_TAGS");
  }

  @ParameterizedTest
  @CsvSource({
    "https://git.example/a/b.git,https://git.example/a/b.git",
    "https://u:hidden@git.example/a/b.git,https://git.example/a/b.git",
    "https://hidden@git.example/a/b,https://git.example/a/b",
    "https://u:hid@den@git.example:8443/a,https://git.example:8443/a",
    "https://u:hid/den@git.example/a,https://git.example/a",
    "https://u:hidden@git.example/a@2,https://git.example/a@2",
    "https://git.example:8443/a@2,https://git.example:8443/a@2",
    "https://git.example/a@2,https://git.example/a@2",
    "ssh://git:hidden@git.example/a,ssh://git.example/a",
    "u:hidden@git.example/a,git.example/a",
    "u:hid/den@git.example/a,git.example/a",
    "hidden@git.example/a,git.example/a",
    "git@git.example:a/b.git,git@git.example:a/b.git",
    "git.example/a,git.example/a",
    "/srv/a.git,/srv/a.git",
    "file:///srv/a@2,file:///srv/a@2",
    "https://u:hidden@,https://",
  })
  void userAndPasswordAreLeftOutEverywhere(String given, String kept) {
    Config config = of("DD_GIT_REPOSITORY_URL", given);
    assertThat(config.gitRepositoryUrl()).isEqualTo(kept);
    assertThat(config.shown(ServiceSettings.GIT_REPOSITORY_URL)).isEqualTo(kept);

    Config tagged =
        of("DD_TAGS", "git.repository_url:" + given, "DD_TRACE_GIT_METADATA_ENABLED", "0");
    assertThat(tagged.tags()).containsEntry("git.repository_url", kept);
    assertThat(tagged.shown(ServiceSettings.TAGS)).isEqualTo("git.repository_url:" + kept);

    Config spans = of("DD_TRACE_SPAN_TAGS", "git.repository_url:" + given);
    assertThat(spans.spanTags()).containsEntry("git.repository_url", kept);
  }
}
