package dev.spoor.statsd;

import dev.spoor.config.Config;
import dev.spoor.config.DiagnosticSettings;
import dev.spoor.host.ContainerId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the value of each line: tags of the client, tags of the call, and the fields
 * by which the Agent finds the container. Immutable but for the container, which is looked up for
 * the first line.
 */
final class Tail {
  static final Tail NONE = new Tail(List.of(), "", false);

  private final List<String> tags;
  private final byte[] encodedTags;
  private final String externalEnv;
  private final boolean tellsContainer;
  private volatile byte @Nullable [] origin;

  private Tail(List<String> tags, String externalEnv, boolean tellsContainer) {
    this.tags = tags;
    this.externalEnv = externalEnv;
    this.tellsContainer = tellsContainer;
    Line line = new Line();
    for (String tag : tags) {
      (line.size() == 0 ? line : line.raw(',')).tag(tag);
    }
    this.encodedTags = Arrays.copyOf(line.bytes(), line.size());
  }

  static Tail of(String... tags) {
    return NONE.with(tags);
  }

  /** Unified service tags as far as they were set, and what is told of the container. */
  static Tail of(Config config) {
    List<String> tags = new ArrayList<>();
    add(tags, "env:", config.env());
    add(tags, "service:", config.isServiceConfigured() ? config.service() : "");
    add(tags, "version:", config.version());
    add(tags, "dd.internal.entity_id:", config.get(DiagnosticSettings.ENTITY_ID));
    boolean tells = config.get(DiagnosticSettings.ORIGIN_DETECTION);
    return new Tail(tags, tells ? config.get(DiagnosticSettings.EXTERNAL_ENV) : "", tells);
  }

  private static void add(List<String> tags, String key, String value) {
    if (!value.isEmpty()) {
      tags.add(key.concat(value));
    }
  }

  Tail with(String... more) {
    List<String> all = new ArrayList<>(tags);
    for (String tag : more) {
      if (tag != null && !tag.isEmpty()) {
        all.add(tag);
      }
    }
    return new Tail(List.copyOf(all), externalEnv, tellsContainer);
  }

  void write(Line line, String[] more) {
    boolean first = true;
    if (encodedTags.length > 0) {
      line.raw("|#").raw(encodedTags);
      first = false;
    }
    for (String tag : more) {
      if (tag != null && !tag.isEmpty()) {
        line.raw(first ? "|#" : ",").tag(tag);
        first = false;
      }
    }
    byte[] known = origin;
    line.raw(known != null ? known : findOrigin());
  }

  private byte[] findOrigin() {
    Line line = new Line();
    String entity = tellsContainer ? ContainerId.ofProcess().entity() : null;
    if (entity != null) {
      line.raw("|c:").field(entity);
    }
    if (!externalEnv.isBlank()) {
      line.raw("|e:").field(externalEnv.strip());
    }
    byte[] found = Arrays.copyOf(line.bytes(), line.size());
    origin = found;
    return found;
  }
}
