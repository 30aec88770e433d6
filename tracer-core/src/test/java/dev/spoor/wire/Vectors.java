package dev.spoor.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stored request bodies, each with a rendering in JSON and what an Agent answers. */
record Vectors(String name, String endpoint, String expected, byte[] body, JsonNode json) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS).build();

  static List<Vectors> of(String endpoint) {
    return StreamSupport.stream(JSON.readTree(resource("manifest.json")).spliterator(), false)
        .filter(entry -> entry.get("endpoint").asString().equals(endpoint))
        .map(Vectors::load)
        .toList();
  }

  private static Vectors load(JsonNode entry) {
    String name = entry.get("name").asString();
    return new Vectors(
        name,
        entry.get("endpoint").asString(),
        expected(entry),
        resource(name + ".msgpack"),
        JSON.readTree(resource(name + ".json")));
  }

  /** Agents differ in the stray keys of v1.0, and this decoder sides with the stricter ones. */
  private static String expected(JsonNode entry) {
    boolean isRefused =
        entry.get("endpoint").asString().equals("/v1.0/traces")
            && entry.get("expect_test_agent_status").asInt() == 400;
    return isRefused ? "400" : entry.get("expect_real_agent").asString();
  }

  private static byte[] resource(String file) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(file, e);
    }
  }

  boolean isRefused() {
    return expected.equals("400");
  }

  @Override
  public String toString() {
    return name;
  }
}
