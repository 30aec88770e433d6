package dev.spoor.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessTagsTest {
  @Test
  void tellsWhatWasStartedAndNothingOfItsArguments() {
    assertThat(ProcessTags.of("/srv/shop/App-1.2.jar --password=x", "/home/me", "shop", true))
        .isEqualTo(
            "entrypoint.name:app-1.2,entrypoint.type:jar,entrypoint.basedir:shop,"
                + "entrypoint.workdir:me,svc.user:true");
    assertThat(ProcessTags.of("com.example.Main a,b:c", "/", "main", false))
        .isEqualTo("entrypoint.name:com.example.main,entrypoint.type:class,svc.auto:main");
    assertThat(ProcessTags.of("", "", "a,b:c", false))
        .isEqualTo("entrypoint.type:class,svc.auto:a_b_c");
    assertThat(ProcessTags.of("shop", true)).contains("svc.user:true");
  }
}
