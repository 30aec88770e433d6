package dev.spoor.examples.widgets;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a process of the application is for; the lines of the Procfile name it. */
enum Role {
  /** Answers requests. */
  WEB,

  /** Does what requests have put off. */
  WORKER,

  /** Brings the database up to date, and ends. */
  RELEASE;

  /** From the arguments of {@code main}; none of them means web. Null for anything else. */
  static @Nullable Role of(String[] arguments) {
    if (arguments.length == 0) {
      return WEB;
    }
    for (Role role : values()) {
      if (arguments.length == 1 && role.toString().equals(arguments[0])) {
        return role;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
