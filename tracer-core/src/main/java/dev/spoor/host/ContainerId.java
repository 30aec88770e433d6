package dev.spoor.host;

import dev.spoor.diag.Log;
import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which container this process runs in, so that the Agent can add the container's tags.
 *
 * <p>Read from the kernel's cgroup files once, mostly on the sender thread; outside of a container,
 * or where anything is unreadable or odd, both values are null and nothing is sent. Never fails.
 *
 * @param id the container's id, or null
 * @param entity {@code ci-<id>}, or {@code in-<inode>} of the cgroup when the id is hidden
 */
public record ContainerId(@Nullable String id, @Nullable String entity) {
  public static final ContainerId NONE = new ContainerId(null, null);

  private static final String UUID =
      "[0-9a-f]{8}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{12}";
  private static final String GARDEN = "[0-9a-f]{8}(?:-[0-9a-f]{4}){4}";
  private static final String TASK = "[0-9a-f]{32}-\\d+";
  private static final Pattern LINE = Pattern.compile("(\\d+):([^:]*):(.+)");
  private static final Pattern CONTAINER =
      Pattern.compile(
          "(?:.+)?(" + UUID + "|[0-9a-f]{64}|" + TASK + "|" + GARDEN + ")(?:\\.scope)?");
  private static final Pattern POD = Pattern.compile("(?:.+)?pod" + UUID + "(?:\\.slice)?");

  /** The cgroup namespace of the host itself; its inode number is fixed in the kernel. */
  private static final long HOST_NAMESPACE = 0xEFFFFFFBL;

  private static final int MAX_FILE_CHARS = 256 * 1024;

  /** Read when first asked for. */
  private static final class OfProcess {
    static final ContainerId VALUE = detect();
  }

  /** Of this process; reads files the first time it is called. */
  public static ContainerId ofProcess() {
    return OfProcess.VALUE;
  }

  private static ContainerId detect() {
    try {
      String cgroups = readText("/proc/self/cgroup");
      String id = parse(cgroups);
      if (id != null) {
        return new ContainerId(id, "ci-" + id);
      }
      return new ContainerId(null, entityByInode(cgroups));
    } catch (IOException | RuntimeException e) {
      Log.debug("no container id", e);
      return NONE;
    }
  }

  /**
   * The container's id in the text of {@code /proc/self/cgroup}, or null. The last line that has
   * one counts, but a task's id does not replace the id of a container inside a pod.
   */
  static @Nullable String parse(String cgroups) {
    String found = null;
    boolean foundInPod = false;
    for (String line : cgroups.split("\n", -1)) {
      Matcher fields = LINE.matcher(line.strip());
      if (fields.matches()) {
        String[] path = fields.group(3).split("/", -1);
        Matcher container = CONTAINER.matcher(path[path.length - 1]);
        if (container.matches()) {
          String id = container.group(1);
          boolean inPod = path.length > 1 && POD.matcher(path[path.length - 2]).matches();
          if (!(foundInPod && !inPod && id.matches(TASK))) {
            found = id;
            foundInPod = inPod;
          }
        }
      }
    }
    return found;
  }

  private static @Nullable String entityByInode(String cgroups) throws IOException {
    if (inode("/proc/self/ns/cgroup") == HOST_NAMESPACE) {
      return null;
    }
    for (String controller : new String[] {"memory", ""}) {
      String path = pathOf(cgroups, controller);
      if (path != null) {
        long inode = inode("/sys/fs/cgroup/" + controller + "/" + path);
        if (inode > 2) {
          return "in-" + inode;
        }
      }
    }
    return null;
  }

  /** The path in the line of that controller; the empty name is that of cgroup version 2. */
  static @Nullable String pathOf(String cgroups, String controller) {
    for (String line : cgroups.split("\n", -1)) {
      Matcher fields = LINE.matcher(line.strip());
      if (fields.matches()) {
        for (String name : fields.group(2).split(",", -1)) {
          if (name.equals(controller)) {
            return fields.group(3);
          }
        }
      }
    }
    return null;
  }

  /** The inode of a file, 0 if it has none or is not there. */
  private static long inode(String path) {
    try {
      return Files.getAttribute(Path.of(path), "unix:ino") instanceof Number number
          ? number.longValue()
          : 0;
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  private static String readText(String path) throws IOException {
    StringBuilder text = new StringBuilder();
    try (BufferedReader reader = new BufferedReader(new FileReader(path, StandardCharsets.UTF_8))) {
      int c;
      while (text.length() < MAX_FILE_CHARS && (c = reader.read()) >= 0) {
        text.append((char) c);
      }
    }
    return text.toString();
  }
}
