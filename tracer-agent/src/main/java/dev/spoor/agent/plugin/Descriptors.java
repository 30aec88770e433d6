package dev.spoor.agent.plugin;

/** Class-file spelling of argument types. */
final class Descriptors {
  private Descriptors() {}

  /** {@code (Ljava/lang/String;I)} for {@code "java.lang.String", "int"}. */
  static String ofArguments(String... types) {
    StringBuilder result = new StringBuilder("(");
    for (String type : types) {
      append(result, type);
    }
    return result.append(')').toString();
  }

  /** How many arguments a method descriptor has; long and double count as one. */
  static int countArguments(String descriptor) {
    int count = 0;
    int at = 1;
    while (descriptor.charAt(at) != ')') {
      while (descriptor.charAt(at) == '[') {
        at++;
      }
      at = descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) + 1 : at + 1;
      count++;
    }
    return count;
  }

  private static void append(StringBuilder result, String type) {
    String element = type;
    while (element.endsWith("[]")) {
      result.append('[');
      element = element.substring(0, element.length() - 2);
    }
    switch (element) {
      case "boolean" -> result.append('Z');
      case "byte" -> result.append('B');
      case "char" -> result.append('C');
      case "short" -> result.append('S');
      case "int" -> result.append('I');
      case "long" -> result.append('J');
      case "float" -> result.append('F');
      case "double" -> result.append('D');
      case "" -> throw new IllegalArgumentException("empty type name");
      default -> result.append('L').append(element.replace('.', '/')).append(';');
    }
  }
}
