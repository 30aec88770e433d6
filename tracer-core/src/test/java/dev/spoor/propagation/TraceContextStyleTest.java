package dev.spoor.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.trace.Priority;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceId;
import dev.spoor.trace.TraceTags;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code traceparent} and {@code tracestate}. */
class TraceContextStyleTest {
  private static final String HIGH = "640cfd8d00000000";
  private static final String LOW = "000000000000000a";
  private static final String SPAN = "00000000000000ff";
  private static final String PARENT = "00-" + HIGH + LOW + "-" + SPAN + "-01";

  private static RemoteParent read(String parent, String state) {
    Headers headers = new Headers("Traceparent", parent);
    if (state != null) {
      headers.put("TraceState", state);
    }
    return headers.read("tracecontext");
  }

  @Test
  void aParentAloneIsAContext() {
    RemoteParent parent = read(PARENT, null);

    assertThat(parent.traceIdHigh()).isEqualTo(0x640cfd8d00000000L);
    assertThat(parent.traceIdLow()).isEqualTo(10);
    assertThat(parent.spanId()).isEqualTo(255);
    assertThat(parent.priority()).isEqualTo(1);
    assertThat(parent.tags().decisionMaker()).isEqualTo("-0");
    assertThat(parent.lastDatadogParent()).isNull();
    assertThat(parent.tracestate()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-640CFD8D00000000000000000000000a-00000000000000ff-01",
        "00-640cfd8d00000000000000000000000a-00000000000000FF-01",
        "ff-640cfd8d00000000000000000000000a-00000000000000ff-01",
        "00-640cfd8d00000000000000000000000a-00000000000000ff-01-",
        "00-640cfd8d00000000000000000000000a-00000000000000ff-01-extra",
        "00-640cfd8d00000000000000000000000a-00000000000000ff-1",
        "00-640cfd8d00000000000000000000000a-00000000000000ff-0x",
        "00-640cfd8d00000000000000000000000a-0000000000000000-01",
        "00-640cfd8d000000000000000000000000-00000000000000ff-01",
        "00-00000000000000000000000000000000-00000000000000ff-01",
        "00_640cfd8d00000000000000000000000a-00000000000000ff-01",
        "00-640cfd8d00000000000000000000000a_00000000000000ff-01",
        "00-640cfd8d00000000000000000000000a-00000000000000ff_01",
        "0g-640cfd8d00000000000000000000000a-00000000000000ff-01",
        "01-640cfd8d00000000000000000000000a-00000000000000ff-01.extra",
        "00-640cfd8d00000000000000000000000a-00000000000000ff-01,"
            + "00-640cfd8d00000000000000000000000a-00000000000000ff-01",
        "01-640cfd8d00000000000000000000000a-00000000000000ff-01,"
            + "01-640cfd8d00000000000000000000000a-00000000000000ff-01"
      })
  void aMalformedOrDoubledParentIsNoContext(String parent) {
    assertThat(read(parent, "dd=s:2")).isNull();
  }

  @Test
  void aStateWithoutAParentIsNoContext() {
    assertThat(new Headers("tracestate", "dd=s:2").read("tracecontext")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"01-%s%s-%s-01", "cc-%s%s-%s-01-what-the-future-brings", " 00-%s%s-%s-01 "})
  void laterVersionsMayBeLonger(String pattern) {
    assertThat(read(String.format(pattern, HIGH, LOW, SPAN), null).spanId()).isEqualTo(255);
  }

  @ParameterizedTest
  @CsvSource({
    "01, dd=s:2;t.dm:-4, 2, -4",
    "01, dd=s:1;t.dm:-1, 1, -1",
    "01, dd=s:0;t.dm:-1, 1, -0",
    "01, dd=s:-1, 1, -0",
    "01, dd=t.dm:-1, 1, -0",
    "01, dd=s:x;t.dm:-1, 1, -0",
    "03, dd=s:2, 2,",
    "00, dd=s:2;t.dm:-4, 0,",
    "00, dd=s:1, 0,",
    "00, dd=o:rum, 0,",
    "00, dd=s:0, 0,",
    "00, dd=s:-1;t.dm:-4, -1,"
  })
  void theFlagOverrulesAStateThatDisagrees(String flag, String state, int priority, String maker) {
    RemoteParent parent = read("00-" + HIGH + LOW + "-" + SPAN + "-" + flag, state);

    assertThat(parent.priority()).isEqualTo(priority);
    assertThat(parent.tags().decisionMaker()).isEqualTo(maker);
  }

  @Test
  void theDatadogMemberIsReadAndTheOthersAreKept() {
    RemoteParent parent =
        read(
            PARENT,
            "foo=1, dd=s:2;o:rum~x;p:0123456789abcdef;t.usr.id:a~b;t.tid:" + HIGH + " ,,bar=2;3");

    assertThat(parent.origin()).isEqualTo("rum=x");
    assertThat(parent.lastDatadogParent()).isEqualTo("0123456789abcdef");
    assertThat(parent.tags().name(0)).isEqualTo("_dd.p.usr.id");
    assertThat(parent.tags().value(0)).isEqualTo("a=b");
    assertThat(parent.tags().error()).isNull();
    Span span = Headers.tracer(true).startRoot("root", parent);
    assertThat(Headers.of(span, "tracecontext").get("tracestate")).endsWith(",foo=1,bar=2;3");
  }

  @ParameterizedTest
  @CsvSource({
    "dd=t.tid:1234567890abcdef, inconsistent_tid 1234567890abcdef",
    "dd=t.tid:12, malformed_tid 12",
    "dd=t.tid:640CFD8D00000000, malformed_tid 640CFD8D00000000"
  })
  void aHighHalfThatDiffersIsTold(String state, String error) {
    RemoteParent parent = read(PARENT, state);
    assertThat(parent.tags().error()).isEqualTo(error);
    assertThat(parent.traceIdHigh()).isEqualTo(0x640cfd8d00000000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dd=",
        "dd",
        "dd=;;;",
        "dd=s",
        "dd=:1",
        "dd=s:",
        "dd=p:xyz",
        "=",
        ",,,",
        "dd=t.:x",
        "dd=t.ts:xy"
      })
  void nonsenseInTheStateIsPassedOver(String state) {
    RemoteParent parent = read(PARENT, state);
    assertThat(parent.spanId()).isEqualTo(255);
    assertThat(parent.priority()).isEqualTo(1);
    assertThat(parent.tags().size()).isZero();
  }

  @Test
  void injectionWritesBothHeaders() {
    Span span = Headers.tracer(true).start("root");
    String id = TraceId.hex(span.trace().idHigh(), span.trace().idLow());
    String spanId = TraceId.hex(span.spanId());
    String high = TraceId.hex(span.trace().idHigh());

    assertThat(Headers.of(span, "tracecontext"))
        .containsEntry("traceparent", "00-" + id + "-" + spanId + "-01")
        .containsEntry("tracestate", "dd=s:1;p:" + spanId + ";t.dm:-1;t.tid:" + high + ";t.ksr:1")
        .hasSize(2);
    Span dropped = Headers.tracer(false).start("root");
    Headers headers = Headers.of(dropped, "tracecontext");
    assertThat(headers.get("traceparent")).endsWith("-00");
    assertThat(headers.get("tracestate")).startsWith("dd=s:0;p:").doesNotContain("t.dm");
  }

  @Test
  void whatCameInGoesOutBehindOurOwnMember() {
    RemoteParent parent =
        read(PARENT, "a=1,dd=s:2;o:r~m;t.dm:-4;t.tid:" + HIGH + ";t.usr.id:x~y;new:z~z,b=2");
    Span span = Headers.tracer(true).startRoot("root", parent);

    assertThat(Headers.of(span, "tracecontext").get("tracestate"))
        .isEqualTo(
            "dd=s:2;o:r~m;p:"
                + TraceId.hex(span.spanId())
                + ";t.dm:-4;t.tid:"
                + HIGH
                + ";t.usr.id:x~y;new:z~z,a=1,b=2");
  }

  @Test
  void theMemberHas256CharactersAndTheStateHas32Members() {
    String many = String.join(",", Collections.nCopies(40, "v=1"));
    RemoteParent parent = read(PARENT, many + ",dd=s:2;t.big:" + "x".repeat(250) + ";t.small:y");
    Span span = Headers.tracer(true).startRoot("root", parent);
    String[] members = Headers.of(span, "tracecontext").get("tracestate").split(",");

    assertThat(members).hasSize(32);
    assertThat(members[0].length()).isLessThanOrEqualTo(256);
    assertThat(members[0]).contains("t.small:y").doesNotContain("t.big");
    assertThat(members[31]).isEqualTo("v=1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1",
        "0a=1",
        "a-b_c*d/e@f=1",
        "tenant@system=x",
        "a=!\"#$%&'()*+-./:;<>?@[]^_`{|}~",
        "a=b c",
        "dd@other=1",
        "ddx=1"
      })
  void membersOfOtherVendorsGoOnAsTheyAre(String member) {
    assertThat(passedOn("x=0," + member + ",y=2")).endsWith(",x=0," + member + ",y=2");
    assertThat(passedOn("x=0,\t" + member + " , ,y=2\t")).endsWith(",x=0," + member + ",y=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "=",
        "=1",
        "a=",
        "a =1",
        "A=1",
        "a.b=1",
        "@a=1",
        "-a=1",
        "a=b=c",
        "a=\u00fc",
        "a=b\u0001c",
        "\u00fc=1"
      })
  void oneMalformedMemberPutsAllInDoubt(String member) {
    String state = passedOn("x=0,dd=s:2;o:rum," + member + ",y=2");
    assertThat(state).startsWith("dd=s:2;o:rum;p:").doesNotContain(",");
  }

  @Test
  void keysAndValuesOfOtherVendorsHave256CharactersAtMost() {
    String key = "k".repeat(256);
    String value = "v".repeat(256);
    assertThat(passedOn(key + "=" + value)).endsWith("," + key + "=" + value);
    assertThat(passedOn(key + "k=1")).doesNotContain(",");
    assertThat(passedOn("a=" + value + "v")).doesNotContain(",");
  }

  @ParameterizedTest
  @CsvSource({
    "'a=1, b=2', 'a=1,b=2'",
    "'a=1,dd=new:x', 'dd=new:x,a=1'",
    "'a=1,b', ",
    "'dd=', ",
  })
  void aCallerThatSaidNothingOfItselfIsPassedOnWithoutAMemberOfOurs(String state, String out) {
    RemoteParent caller =
        new RemoteParent(0, 5, 6, Priority.UNSET, null, TraceTags.NONE, null, state);
    assertThat(TraceState.format(caller, 6, Priority.UNSET)).isEqualTo(out);
  }

  /** The state that goes out for one that came in. */
  private static String passedOn(String state) {
    Span span = Headers.tracer(true).startRoot("root", read(PARENT, state));
    return Headers.of(span, "tracecontext").get("tracestate");
  }

  @Test
  void charactersThatTheStateMayNotHoldAreReplaced() {
    RemoteParent in =
        new Headers(
                "x-datadog-trace-id", "1",
                "x-datadog-origin", "a;b~c=d",
                "x-datadog-tags", "_dd.p.x;y=1;2~3=4")
            .read("datadog");
    Span span = Headers.tracer(true).startRoot("root", in);

    assertThat(Headers.of(span, "tracecontext").get("tracestate"))
        .contains("o:a_b_c~d")
        .contains(":1_2_3~4");
  }
}
