package dev.spoor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of OpenTelemetry that stand in for ours. */
class OtelSettingsTest {
  private static Config of(String... settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("DD_TRACE_OTEL_ENABLED", "true");
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    return Config.resolve(Sources.of(environment));
  }

  @Test
  void withoutTheFlagNothingIsRead() {
    Config config =
        Config.resolve(
            Sources.of(
                Map.of("OTEL_TRACES_SAMPLER", "parentbased_always_off", "OTEL_PROPAGATORS", "x")));
    assertThat(config.sampleRate()).isEmpty();
    assertThat(config.problems()).isEmpty();
  }

  @Test
  void anyOfTheThreeFlagsWillDo() {
    Properties properties = new Properties();
    properties.setProperty("dd.logs.otel.enabled", "true");
    properties.setProperty("otel.service.name", "shop");
    assertThat(Config.resolve(Sources.of(name -> null, properties)).service()).isEqualTo("shop");
  }

  @Test
  void resourceAttributesBecomeServiceVersionEnvironmentAndTags() {
    Config config =
        of(
            "OTEL_RESOURCE_ATTRIBUTES",
            "deployment.environment=prod,service.name=shop,service.version=1.0,foo=bar1,baz=qux1,"
                + "nonsense,=x");
    assertThat(config.service()).isEqualTo("shop");
    assertThat(config.env()).isEqualTo("prod");
    assertThat(config.version()).isEqualTo("1.0");
    assertThat(config.tags()).containsExactly(Map.entry("foo", "bar1"), Map.entry("baz", "qux1"));
    assertThat(config.source(ServiceSettings.SERVICE_NAME)).isEqualTo(Source.OTEL);
    assertThat(config.problems()).isEmpty();
  }

  @Test
  void atMostTenAttributesBecomeTags() {
    StringBuilder attributes = new StringBuilder("service.name=shop");
    for (int i = 0; i < 12; i++) {
      attributes.append(",k").append(i).append("=v");
    }
    assertThat(of("OTEL_RESOURCE_ATTRIBUTES", attributes.toString()).tags())
        .hasSize(10)
        .containsKeys("k0", "k9");
  }

  @Test
  void theNameOfTheServiceWinsOverTheAttribute() {
    assertThat(
            of("OTEL_RESOURCE_ATTRIBUTES", "service.name=other", "OTEL_SERVICE_NAME", "shop")
                .service())
        .isEqualTo("shop");
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_SERVICE_NAME, a, DD_SERVICE, b",
    "OTEL_RESOURCE_ATTRIBUTES, a=b, DD_TAGS, c:d",
    "OTEL_PROPAGATORS, b3, DD_TRACE_PROPAGATION_STYLE, datadog",
    "OTEL_TRACES_SAMPLER, always_off, DD_TRACE_SAMPLE_RATE, 0.5",
    "OTEL_TRACES_EXPORTER, none, DD_TRACE_ENABLED, true",
    "OTEL_METRICS_EXPORTER, none, DD_RUNTIME_METRICS_ENABLED, true",
    "OTEL_LOG_LEVEL, debug, DD_TRACE_LOG_LEVEL, info",
    "OTEL_SDK_DISABLED, true, DD_TRACE_OTEL_ENABLED, true"
  })
  void ourOwnSettingWinsAndTheOtherIsTold(String otel, String value, String own, String ownValue) {
    Config config = of(otel, value, own, ownValue);
    assertThat(config.problems()).containsExactly(otel + ": ignored, since " + own + " is set");
    for (Setting<?> row : Settings.all()) {
      assertThat(config.source(row)).as(row.name()).isNotEqualTo(Source.OTEL);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "b3|b3single",
        "b3multi|b3multi",
        "b3,tracecontext|b3single,tracecontext",
        "tracecontext,baggage|tracecontext,baggage",
        "datadog, b3 |datadog,b3single",
        "none|"
      })
  void propagatorsBecomeStyles(String propagators, String styles) {
    Config config = of("OTEL_PROPAGATORS", propagators);
    StringBuilder found = new StringBuilder();
    for (PropagationStyle style : config.extractStyles()) {
      found.append(found.isEmpty() ? "" : ",").append(style.name().toLowerCase());
    }
    assertThat(found.toString()).isEqualTo(styles == null ? "" : styles);
    assertThat(config.problems()).isEmpty();
  }

  @Test
  void anUnknownPropagatorIsToldAndTheOthersStay() {
    Config config = of("OTEL_PROPAGATORS", "ottrace,tracecontext");
    assertThat(config.extractStyles()).containsExactly(PropagationStyle.TRACECONTEXT);
    assertThat(config.problems())
        .containsExactly("OTEL_PROPAGATORS: 'ottrace' is not supported here; ignored");
  }

  @ParameterizedTest
  @CsvSource({
    "parentbased_always_on,, 1.0, 0",
    "parentbased_always_off,, 0.0, 0",
    "parentbased_traceidratio, 0.25, 0.25, 0",
    "parentbased_traceidratio,, 1.0, 0",
    "always_on,, 1.0, 1",
    "always_off,, 0.0, 1",
    "traceidratio, 0.1, 0.1, 1",
    "PARENTBASED_ALWAYS_ON,, 1.0, 0",
    "jaeger_remote,,, 1",
    "parentbased_traceidratio, 7,, 1"
  })
  void samplersBecomeARate(String sampler, String argument, Double rate, int problems) {
    Config config =
        argument == null
            ? of("OTEL_TRACES_SAMPLER", sampler)
            : of("OTEL_TRACES_SAMPLER", sampler, "OTEL_TRACES_SAMPLER_ARG", argument);
    assertThat(config.problems()).hasSize(problems);
    if (rate == null) {
      assertThat(config.sampleRate()).isEmpty();
    } else {
      assertThat(config.sampleRate()).hasValue(rate);
    }
  }

  @Test
  void exportersCanOnlyBeSwitchedOff() {
    assertThat(of("OTEL_TRACES_EXPORTER", "none").traceEnabled()).isFalse();
    assertThat(of("OTEL_METRICS_EXPORTER", "none").get(DiagnosticSettings.RUNTIME_METRICS))
        .isFalse();
    assertThat(of("OTEL_LOGS_EXPORTER", "none").problems()).isEmpty();
    Config config = of("OTEL_TRACES_EXPORTER", "otlp", "OTEL_LOGS_EXPORTER", "console");
    assertThat(config.traceEnabled()).isTrue();
    assertThat(config.problems()).hasSize(2);
  }

  @Test
  void capturedHeadersBecomeTags() {
    Config config =
        of(
            "OTEL_INSTRUMENTATION_HTTP_CLIENT_CAPTURE_REQUEST_HEADERS",
            "X-One",
            "OTEL_INSTRUMENTATION_HTTP_SERVER_CAPTURE_REQUEST_HEADERS",
            "x-two,X-Three",
            "OTEL_INSTRUMENTATION_HTTP_SERVER_CAPTURE_RESPONSE_HEADERS",
            "x-four");
    assertThat(config.requestHeaderTags())
        .containsEntry("x-one", "http.request.header.x-one")
        .containsEntry("x-two", "http.request.header.x-two")
        .containsEntry("x-three", "http.request.header.x-three")
        .hasSize(3);
    assertThat(config.responseHeaderTags())
        .containsExactly(Map.entry("x-four", "http.response.header.x-four"));
  }

  @Test
  void theLogLevelSwitchesDebugOn() {
    assertThat(of("OTEL_LOG_LEVEL", "debug").debug()).isTrue();
    assertThat(of("OTEL_LOG_LEVEL", "error").debug()).isFalse();
  }

  @Test
  void thePropertyWinsOverTheVariableAndBothOverTheFile(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("otel.properties"), "otel.service.name=file\notel.log.level=debug\n");
    Map<String, String> environment = new HashMap<>();
    environment.put("DD_TRACE_OTEL_ENABLED", "true");
    environment.put("OTEL_JAVAAGENT_CONFIGURATION_FILE", file.toString());
    Config config = Config.resolve(Sources.of(environment));
    assertThat(config.service()).isEqualTo("file");
    assertThat(config.debug()).isTrue();

    environment.put("OTEL_SERVICE_NAME", "variable");
    assertThat(Config.resolve(Sources.of(environment)).service()).isEqualTo("variable");
    Properties properties = new Properties();
    properties.setProperty("otel.service.name", "property");
    assertThat(Config.resolve(Sources.of(environment::get, properties)).service())
        .isEqualTo("property");

    environment.put("OTEL_JAVAAGENT_CONFIGURATION_FILE", "/no/such/file");
    assertThat(Config.resolve(Sources.of(environment)).problems()).hasSize(1);
  }

  @Property(tries = 300)
  void noTextThrows(@ForAll String one, @ForAll String other) {
    Config config =
        of(
            "OTEL_RESOURCE_ATTRIBUTES", one,
            "OTEL_PROPAGATORS", other,
            "OTEL_TRACES_SAMPLER", one,
            "OTEL_TRACES_EXPORTER", other,
            "OTEL_INSTRUMENTATION_HTTP_CLIENT_CAPTURE_REQUEST_HEADERS", one);
    assertThat(config.service()).isNotEmpty();
  }
}
