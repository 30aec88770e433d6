package dev.spoor.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Service, environment, version, tags and commit of this process, where one setting speaks for
 * another: items of DD_TAGS, what Heroku tells a dyno, and the name of the main jar as the last
 * resort.
 */
final class Identity {
  static final String UNNAMED = "unnamed-java-app";

  final Map<String, String> tags = new LinkedHashMap<>();
  String service = "";
  Source serviceSource = Source.DEFAULT;
  String env = "";
  Source envSource = Source.DEFAULT;
  String version = "";
  Source versionSource = Source.DEFAULT;
  String repositoryUrl = "";
  String commitSha = "";

  Identity(Resolution found, Sources sources) {
    tags.putAll(found.get(ServiceSettings.TRACE_GLOBAL_TAGS));
    tags.putAll(found.get(ServiceSettings.TAGS));
    tags.putAll(found.get(ServiceSettings.TRACE_TAGS));
    findService(found, sources);
    findEnv(found);
    findVersion(found, sources);
    findGit(found, sources);
  }

  private void findService(Resolution found, Sources sources) {
    String tagged = tags.remove("service");
    String app = sources.environment("HEROKU_APP_NAME");
    if (!found.get(ServiceSettings.SERVICE_NAME).isEmpty()) {
      service = found.get(ServiceSettings.SERVICE_NAME);
      serviceSource = found.source(ServiceSettings.SERVICE_NAME);
    } else if (tagged != null) {
      service = tagged;
      serviceSource = Source.TAGS;
    } else if (app != null) {
      service = app;
      serviceSource = Source.HEROKU;
    } else {
      String main = mainName(sources.mainCommand(), sources.isMainModule());
      service = main.isEmpty() ? UNNAMED : main;
      serviceSource = main.isEmpty() ? Source.DEFAULT : Source.PROCESS;
    }
  }

  private void findEnv(Resolution found) {
    String tagged = tags.remove("env");
    if (!found.get(ServiceSettings.ENV).isEmpty()) {
      env = found.get(ServiceSettings.ENV);
      envSource = found.source(ServiceSettings.ENV);
    } else if (tagged != null) {
      env = tagged;
      envSource = Source.TAGS;
    }
  }

  private void findVersion(Resolution found, Sources sources) {
    String tagged = tags.remove("version");
    String commit = sources.environment("HEROKU_SLUG_COMMIT");
    if (!found.get(ServiceSettings.VERSION).isEmpty()) {
      version = found.get(ServiceSettings.VERSION);
      versionSource = found.source(ServiceSettings.VERSION);
    } else if (tagged != null) {
      version = tagged;
      versionSource = Source.TAGS;
    } else if (commit != null) {
      version = commit;
      versionSource = Source.HEROKU;
    }
  }

  /** The items of DD_TAGS remain tags of every span, as they do in Datadog's Java tracer. */
  private void findGit(Resolution found, Sources sources) {
    repositoryUrl = found.get(ServiceSettings.GIT_REPOSITORY_URL);
    if (repositoryUrl.isEmpty()) {
      repositoryUrl = tags.getOrDefault(RepositoryUrl.TAG, "");
    }
    commitSha = found.get(ServiceSettings.GIT_COMMIT_SHA);
    String name = ServiceSettings.GIT_COMMIT_SHA.name();
    if (commitSha.isEmpty()) {
      commitSha = tags.getOrDefault("git.commit.sha", "");
      name = "git.commit.sha in DD_TAGS";
    }
    if (commitSha.isEmpty()) {
      String slug = sources.environment("HEROKU_SLUG_COMMIT");
      String commit = slug == null ? sources.environment("HEROKU_BUILD_COMMIT") : slug;
      commitSha = commit == null ? "" : commit;
    } else if (!isFullSha(commitSha)) {
      found.problems.add(
          name
              + ": '"
              + Texts.shown(commitSha)
              + "' is not the whole hash of a commit; used as is");
    }
  }

  /** Whether it has the 40 or 64 hexadecimal digits of SHA-1 or SHA-256. */
  private static boolean isFullSha(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return text.length() == 40 || text.length() == 64;
  }

  /**
   * The main jar's file name without version, or the main class's simple name, from what the JVM
   * was started with; empty if that says nothing. Arguments, which may hold secrets, are not looked
   * at.
   */
  static String mainName(String command, boolean module) {
    String main = firstWord(command.strip(), module);
    if (main.endsWith(".jar") || main.endsWith(".war")) {
      int name = Math.max(main.lastIndexOf('/'), main.lastIndexOf('\\')) + 1;
      return withoutVersion(main.substring(name, main.length() - 4));
    }
    String type = main.substring(main.lastIndexOf('/') + 1);
    // The launcher of an unpacked Spring Boot jar says nothing about the application.
    if (type.startsWith("org.springframework.boot.loader.")) {
      return "";
    }
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static String firstWord(String command, boolean module) {
    int end = command.indexOf(' ');
    String word = end < 0 ? command : command.substring(0, end);
    boolean path = word.indexOf('/') >= 0 || word.indexOf('\\') >= 0;
    if (path && !module && !word.endsWith(".jar")) {
      // A folder with a blank in its name cuts the path of the jar in two.
      int jar = command.indexOf(".jar");
      boolean ends = jar >= 0 && (jar + 4 == command.length() || command.charAt(jar + 4) == ' ');
      return ends ? command.substring(0, jar + 4) : word;
    }
    return word;
  }

  private static String withoutVersion(String name) {
    for (int i = 1; i < name.length() - 1; i++) {
      char c = name.charAt(i);
      if ((c == '-' || c == '_') && Character.isDigit(name.charAt(i + 1))) {
        return name.substring(0, i);
      }
    }
    return name;
  }
}
