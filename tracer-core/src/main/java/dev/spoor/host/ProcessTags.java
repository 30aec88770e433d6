package dev.spoor.host;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * What was started, in the words of Datadog's process tags: {@code
 * entrypoint.name:app,entrypoint.type:jar,entrypoint.workdir:shop,svc.auto:app}. Arguments of the
 * program, which may hold secrets, are not looked at.
 */
public final class ProcessTags {
  private ProcessTags() {}

  /**
   * Tags of this process, with commas between.
   *
   * @param service the service's name
   * @param chosen whether the user chose that name
   */
  public static String of(String service, boolean chosen) {
    return of(
        System.getProperty("sun.java.command", ""),
        System.getProperty("user.dir", ""),
        service,
        chosen);
  }

  static String of(String command, String workingFolder, String service, boolean chosen) {
    StringBuilder tags = new StringBuilder(128);
    int end = command.indexOf(' ');
    String main = end < 0 ? command : command.substring(0, end);
    if (main.endsWith(".jar") || main.endsWith(".war")) {
      File jar = new File(main);
      String name = jar.getName();
      add(tags, "entrypoint.name", name.substring(0, name.length() - 4));
      add(tags, "entrypoint.type", "jar");
      File folder = jar.getAbsoluteFile().getParentFile();
      add(tags, "entrypoint.basedir", folder == null ? null : folder.getName());
    } else {
      add(tags, "entrypoint.name", main.substring(main.lastIndexOf('/') + 1));
      add(tags, "entrypoint.type", "class");
    }
    add(tags, "entrypoint.workdir", new File(workingFolder).getName());
    if (chosen) {
      add(tags, "svc.user", "true");
    } else {
      add(tags, "svc.auto", service);
    }
    return tags.toString();
  }

  /** Letters, digits and a few others stay; a value must not look like another tag. */
  private static void add(StringBuilder tags, String key, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return;
    }
    tags.append(tags.isEmpty() ? "" : ",").append(key).append(':');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      tags.append(
          Character.isLetterOrDigit(c) || "._/-".indexOf(c) >= 0 ? Character.toLowerCase(c) : '_');
    }
  }
}
