package dev.spoor.examples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The lines of a Procfile, {@code type: command}, with words split as a shell would. */
final class Procfile {

  private Procfile() {}

  /**
   * Returns the words of one process type's command. Knows quotes, {@code $NAME} and {@code
   * ${NAME}}; anything more needs a real shell, and a Procfile that needs one is no example to
   * follow.
   */
  static List<String> command(Path file, String type, Map<String, String> environment)
      throws IOException, DemoFailure {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(type + ":")) {
        return words(line.substring(type.length() + 1).strip(), environment);
      }
    }
    throw new DemoFailure(file + " has no line for " + type);
  }

  static List<String> words(String command, Map<String, String> environment) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean started = false;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        started = true;
      } else if (quote == 0 && c == ' ') {
        if (started) {
          words.add(word.toString());
        }
        word.setLength(0);
        started = false;
      } else if (c == '$' && quote != '\'') {
        int end = nameEnd(command, i + 1);
        String name = command.substring(i + 1, end).replaceAll("[{}]", "");
        String value = environment.getOrDefault(name, "");
        word.append(value);
        started |= !value.isEmpty();
        i = end - 1;
      } else {
        word.append(c);
        started = true;
      }
    }
    if (started) {
      words.add(word.toString());
    }
    return words;
  }

  private static int nameEnd(String command, int start) {
    if (command.startsWith("{", start)) {
      int brace = command.indexOf('}', start);
      return brace < 0 ? command.length() : brace + 1;
    }
    int end = start;
    while (end < command.length()
        && (Character.isLetterOrDigit(command.charAt(end)) || command.charAt(end) == '_')) {
      end++;
    }
    return end;
  }
}
