package dev.spoor.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The places where settings are looked for. {@link #process()} is the real process; tests put other
 * ones together and touch nothing outside.
 *
 * <p>Properties are found under any spelling that maps to the same variable: {@code dd.a.b-c} and
 * {@code dd.a.b.c} both mean {@code DD_A_B_C}. A blank value counts as not set. Copies what it is
 * given, apart from the environment function.
 */
public final class Sources {
  private static final String CONFIGURATION = "/etc/datadog-agent/";
  private static final String FILE_NAME = "application_monitoring.yaml";

  private final Function<String, @Nullable String> environment;
  private final Map<Source, Map<String, String>> others = new HashMap<>();
  private final Properties properties;
  private Iterable<String> environmentNames = List.of();
  private final String mainCommand;
  private final boolean mainModule;
  private @Nullable File root;

  private Sources(Function<String, @Nullable String> environment, Properties properties) {
    this.environment = environment;
    this.properties = properties;
    put(Source.SYSTEM_PROPERTY, properties);
    Object command = properties.get("sun.java.command");
    mainCommand = command instanceof String text ? text : "";
    mainModule = properties.get("jdk.module.main") != null;
  }

  /** The environment, system properties and files of this process. */
  public static Sources process() {
    Sources sources = new Sources(new ProcessEnvironment(), System.getProperties());
    sources.root = new File(File.separator);
    sources.environmentNames = System.getenv().keySet();
    return sources;
  }

  /**
   * Sources that see nothing but what they are given: no files either, unless DD_TRACE_CONFIG names
   * one.
   */
  public static Sources of(Function<String, @Nullable String> environment, Properties properties) {
    return new Sources(environment, properties);
  }

  /** Sources that see that environment only. */
  public static Sources of(Map<String, String> environment) {
    Sources sources = new Sources(environment::get, new Properties());
    sources.environmentNames = environment.keySet();
    return sources;
  }

  /**
   * Adds the text after {@code =} of {@code -javaagent:jar=dd.a=b,dd.c=d}. A part that does not
   * begin with {@code dd.} belongs to the value before it, so that lists may be given.
   */
  public Sources agentArguments(@Nullable String arguments) {
    Map<String, String> values = new HashMap<>();
    String key = null;
    for (String part : Texts.split(arguments == null ? "" : arguments, ',')) {
      int equals = part.indexOf('=');
      if (equals > 0 && part.startsWith("dd.")) {
        key = variable(part.substring(0, equals).strip());
        values.put(key, part.substring(equals + 1).strip());
      } else if (key != null) {
        values.put(key, values.get(key) + "," + part);
      }
    }
    others.put(Source.AGENT_ARGUMENT, values);
    return this;
  }

  /**
   * Adds values set by the application's own code, which win over all others; keys are DD_ names.
   */
  public Sources code(Map<String, String> values) {
    others.put(Source.CODE, new HashMap<>(values));
    return this;
  }

  /** Puts another folder in the place of the file system's root, for tests. */
  Sources root(File folder) {
    root = folder;
    return this;
  }

  /** Reads the files that hold settings; a bad one is told and passed over. */
  void readFiles(List<String> problems) {
    readHostFile(Source.FLEET, CONFIGURATION + "managed/datadog-agent/stable/", problems);
    readProperties(problems);
    Map<String, String> mapped = OtelSettings.read(this, problems);
    if (!mapped.isEmpty()) {
      others.put(Source.OTEL, mapped);
    }
    readHostFile(Source.HOST, CONFIGURATION, problems);
  }

  private void readHostFile(Source source, String folder, List<String> problems) {
    if (root != null) {
      File file = new File(root, folder.concat(FILE_NAME));
      if (file.isFile()) {
        others.put(source, new HostFile(this).read(file, problems));
      }
    }
  }

  /** The properties file that DD_TRACE_CONFIG names. */
  private void readProperties(List<String> problems) {
    String path = first(DiagnosticSettings.FILE);
    if (path == null) {
      return;
    }
    Properties found = SmallFile.properties(path);
    if (found == null) {
      problems.add("DD_TRACE_CONFIG: " + path + " is not a readable properties file; ignored");
    } else {
      put(Source.FILE, found);
    }
  }

  /** The value in the strongest source that has one, null if none has. */
  @Nullable String first(Setting<?> setting) {
    String value = null;
    for (int i = 0; i < Resolution.PRECEDENCE.size() && value == null; i++) {
      value = value(Resolution.PRECEDENCE.get(i), setting);
    }
    return value;
  }

  /** A property of the JVM; blank counts as not set. */
  @Nullable String property(String name) {
    String value = properties.getProperty(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** Names of all variables that are set anywhere, as far as they can be told. */
  Iterable<String> names(Source source) {
    if (source == Source.ENVIRONMENT) {
      return environmentNames;
    }
    Map<String, String> values = others.get(source);
    return values == null ? List.of() : values.keySet();
  }

  /** The value under any spelling of that setting, null if it is not set there. */
  @Nullable String value(Source source, Setting<?> setting) {
    for (int i = 0; i < setting.spellings(); i++) {
      String value = raw(source, setting.spelling(i));
      if (value != null && (setting.isEmptyMeant() || !value.isBlank())) {
        return value.strip();
      }
    }
    return null;
  }

  /** The value of that variable as it stands there, or null. */
  @Nullable String raw(Source source, String name) {
    if (source == Source.ENVIRONMENT) {
      return environment.apply(name);
    }
    Map<String, String> values = others.get(source);
    return values == null ? null : values.get(name);
  }

  /** A variable of the environment; blank counts as not set. */
  @Nullable String environment(String name) {
    String value = environment.apply(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** What the JVM was started with: main class or jar, then its arguments. */
  String mainCommand() {
    return mainCommand;
  }

  boolean isMainModule() {
    return mainModule;
  }

  boolean exists(String path) {
    return root != null && new File(root, path).exists();
  }

  /** The first line of a small file such as those under /proc, empty if there is none. */
  String firstLine(String path) {
    if (root == null) {
      return "";
    }
    try (FileInputStream in = new FileInputStream(new File(root, path))) {
      String text = new String(in.readNBytes(256), StandardCharsets.UTF_8);
      int end = text.indexOf('\n');
      return (end < 0 ? text : text.substring(0, end)).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private void put(Source source, Properties properties) {
    Map<String, String> values = new HashMap<>();
    // A copy first: other threads may be setting system properties.
    for (Map.Entry<Object, Object> entry : ((Properties) properties.clone()).entrySet()) {
      if (entry.getKey() instanceof String key
          && entry.getValue() instanceof String value
          && key.startsWith("dd.")) {
        String name = variable(key);
        // The spelling with dots only wins over others of the same variable.
        if (key.indexOf('-') < 0 || !values.containsKey(name)) {
          values.put(name, value);
        }
      }
    }
    others.put(source, values);
  }

  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** A class rather than a method reference: the first lambda of a JVM costs milliseconds. */
  private static final class ProcessEnvironment implements Function<String, @Nullable String> {
    @Override
    public @Nullable String apply(String name) {
      return System.getenv(name);
    }
  }
}
