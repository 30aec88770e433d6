package dev.spoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Where the tag of a payload's first span goes. */
class ProcessTagTest {
  @Test
  void theKeyAndTheValueAreTwoTexts() throws Exception {
    MsgpackReader in = new MsgpackReader(ProcessTag.entry("svc.user:true"));
    assertThat(in.readStr("key")).isEqualTo("_dd.tags.process");
    assertThat(in.readStr("value")).isEqualTo("svc.user:true");
  }

  @Test
  void bytesOfOtherFormsHaveNoPlaceForIt() {
    MsgpackBuffer out = new MsgpackBuffer(64);
    out.writeArrayHeader(0);
    assertThat(ProcessTag.textTags(out.copyAndClear(), 0)).as("no span").isEqualTo(-1);
    out.writeArrayHeader(1);
    out.writeSmallMapHeader(1);
    out.writeString("meta");
    out.writeSmallMapHeader(0);
    assertThat(ProcessTag.textTags(out.copyAndClear(), 0)).as("a short map").isEqualTo(-1);
    out.writeArrayHeader(1);
    out.writeSmallMapHeader(1);
    out.writeString("name");
    out.writeString("meta");
    assertThat(ProcessTag.textTags(out.copyAndClear(), 0)).as("no such map").isEqualTo(-1);
  }

  @Property
  void neverThrows(@ForAll List<Byte> noise) {
    byte[] bytes = new byte[noise.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = noise.get(i);
    }
    assertThat(ProcessTag.textTags(bytes, 0)).isLessThan(Math.max(1, bytes.length));
  }
}
