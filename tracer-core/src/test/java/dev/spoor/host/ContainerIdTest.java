package dev.spoor.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContainerIdTest {
  private static final String HEX64 =
      "3726184226f5d3147c25fdeab5b60097e378e8a720503a5e19ecfdf29f869860";
  private static final String OTHER64 = HEX64.replace('3', 'a');
  private static final String TASK = "34dc0b5e626f2c5c4c5170e34b10e765-1234567890";
  private static final String UUID = "2d3da189-6407-48e3-9ab6-78188d75e609";
  private static final String POD = "/kubepods/besteffort/pod" + UUID + "/";

  static Stream<Arguments> files() {
    return Stream.of(
        row("", null),
        row("0::/\n", null),
        row("nonsense\n::\n1:2\n", null),
        row("13:name=systemd:/docker/" + HEX64 + "\n", HEX64),
        row("13:name=systemd:/docker/" + HEX64 + "/\n", null),
        row("1:name=systemd:/ecs/55091c13-b8cf-4801-b527-f4601742204d/" + HEX64, HEX64),
        row("1:name=systemd:/ecs/34dc0b5e626f2c5c4c5170e34b10e765/" + TASK, TASK),
        row("11:hugetlb:" + POD + HEX64, HEX64),
        row("1:memory:/system.slice/docker-" + HEX64 + ".scope", HEX64),
        row("1:memory:/kubepods.slice/cri-containerd-" + HEX64 + ".scope", HEX64),
        row("1:memory:/docker-" + HEX64 + ".slice", null),
        row("1:name=systemd:/garden/6f265890-5165-7fab-6b52-18d1", "6f265890-5165-7fab-6b52-18d1"),
        row("1:name=systemd:/system.slice/garden.service/garden/" + UUID, UUID),
        row("1:x:/pod/" + UUID.replace('-', '_'), UUID.replace('-', '_')),
        row("1:x:/docker/" + HEX64.substring(1), null),
        row("1:x:/docker/" + HEX64 + "\r\n2:y:/docker/" + OTHER64 + "\r\n", OTHER64),
        row("1:x:/docker/" + HEX64 + "\n2:y:/\n", HEX64),
        row("2:x:" + POD + HEX64 + "\n1:y:/ecs/a/" + TASK, HEX64),
        row(
            "2:x:/kubepods.slice/kubepods-pod" + UUID + ".slice/" + HEX64 + "\n1:y:/" + TASK,
            HEX64),
        row("2:x:/docker/" + HEX64 + "\n1:y:/ecs/a/" + TASK, TASK));
  }

  private static Arguments row(String text, @Nullable String id) {
    return Arguments.of(text, id);
  }

  @ParameterizedTest
  @MethodSource("files")
  void findsTheContainerIdInCgroupFiles(String text, @Nullable String id) {
    assertThat(ContainerId.parse(text)).isEqualTo(id);
  }

  @Test
  void findsThePathOfAController() {
    String text = "5:cpu,memory:/a\n3:pids:/b\n0::/c\n";
    assertThat(ContainerId.pathOf(text, "memory")).isEqualTo("/a");
    assertThat(ContainerId.pathOf(text, "")).isEqualTo("/c");
    assertThat(ContainerId.pathOf(text, "blkio")).isNull();
  }

  @Test
  void neverFailsOnThisMachine() {
    ContainerId here = ContainerId.ofProcess();
    if (here.id() != null) {
      assertThat(here.entity()).isEqualTo("ci-" + here.id());
    } else if (here.entity() != null) {
      assertThat(here.entity()).matches("in-\\d+");
    }
  }
}
