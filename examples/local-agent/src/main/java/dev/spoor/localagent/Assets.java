package dev.spoor.localagent;

import dev.spoor.localagent.receiver.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page's files, which lie within the jar; each is read once. Thread safe. */
final class Assets {
  /** No name leads out of the folder. */
  private static final Pattern NAME = Pattern.compile("[a-z-]{1,40}\\.(html|css|js|svg)");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private final Map<String, Reply> read = new ConcurrentHashMap<>();

  /** The file of that name, null if there is none. */
  @Nullable Reply find(String name) {
    if (!NAME.matcher(name).matches()) {
      return null;
    }
    Reply known = read.get(name);
    if (known == null) {
      known = load(name);
      if (known != null) {
        read.put(name, known);
      }
    }
    return known;
  }

  private static @Nullable Reply load(String name) {
    try (InputStream file = Assets.class.getResourceAsStream("assets/" + name)) {
      String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
      return file == null ? null : new Reply(200, type, file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
