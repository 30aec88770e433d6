package dev.spoor.agent.plugin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an advice may want to know of a method that was chosen by its annotation: read from the
 * class file, so that nothing of the application is loaded for it. Immutable.
 *
 * @param className binary name of the class that declares it
 * @param methodName its name
 * @param values what the annotation says, as text by name; what it leaves to its defaults is
 *     missing
 * @param parameters for each parameter the value of the other annotation that the target asked for,
 *     or the parameter's own name if it gives none; null for parameters without it
 */
public record AnnotatedMethod(
    String className,
    String methodName,
    Map<String, String> values,
    List<@Nullable String> parameters) {

  private static final char FIELD = '\u0001';

  /** Whether an annotated parameter is among the parameters. */
  public boolean hasParameters() {
    for (String parameter : parameters) {
      if (parameter != null) {
        return true;
      }
    }
    return false;
  }

  /** One line of text from which {@link #decode} makes an equal object. */
  public String encode() {
    StringBuilder text = new StringBuilder();
    text.append(className).append(FIELD).append(methodName);
    for (Map.Entry<String, String> value : values.entrySet()) {
      text.append(FIELD).append(value.getKey()).append('=');
      text.append(value.getValue().replace(FIELD, ' '));
    }
    for (int i = 0; i < parameters.size(); i++) {
      String parameter = parameters.get(i);
      // A name of Java has no '#', so that no value is taken for a parameter.
      text.append(FIELD).append('#');
      text.append(parameter == null ? "" : "=".concat(parameter.replace(FIELD, ' ')));
    }
    return text.toString();
  }

  /** See {@link #encode}. */
  public static AnnotatedMethod decode(String text) {
    List<String> fields = split(text);
    Map<String, String> values = new HashMap<>();
    List<@Nullable String> parameters = new ArrayList<>();
    for (String field : fields.subList(2, fields.size())) {
      if (field.startsWith("#")) {
        parameters.add(field.length() == 1 ? null : field.substring(2));
      } else {
        int equals = field.indexOf('=');
        values.put(field.substring(0, equals), field.substring(equals + 1));
      }
    }
    return new AnnotatedMethod(fields.get(0), fields.get(1), values, parameters);
  }

  private static List<String> split(String text) {
    List<String> fields = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(FIELD); at >= 0; at = text.indexOf(FIELD, from)) {
      fields.add(text.substring(from, at));
      from = at + 1;
    }
    fields.add(text.substring(from));
    return fields;
  }
}
