package dev.spoor.kind;

import org.jspecify.annotations.Nullable;

/**
 * Messages of databases and caches, which quote what the application gave them: the statement with
 * its literals, the key that was taken twice, the arguments of an unknown command. None of that may
 * reach a span, not even the one of the request that failed because of it.
 *
 * <p>What is masked: text in single quotes; text in parentheses that do not follow a name at once
 * ({@code Key (email)=(a@b.c)}, but not {@code T(ID)}); text in double quotes behind a colon or
 * where a value is meant, since identifiers stand in double quotes, too; the statement that H2
 * appends; the arguments that Redis repeats. Every database has its own words, so this is a best
 * effort that would rather hide too much. Stateless; never throws.
 */
final class DataErrors {
  private static final int MAX_CAUSES = 20;
  private static final String[] TYPES = {"java.sql.SQLException"};
  private static final String[] PACKAGES = {
    "redis.clients.jedis.exceptions.", "net.spy.memcached."
  };

  /** What follows these repeats the application's own text to the end. */
  private static final String[] REST = {
    "; SQL statement:", ", with args beginning with:", "unable to modify counter ["
  };

  /** A double quote behind one of these opens a value. */
  private static final String[] VALUES = {": ", "value ", "converting ", "near "};

  private DataErrors() {}

  /** Whether the exception, or what caused it, comes from a database or cache. */
  @SuppressWarnings("ReferenceEquality") // an exception that is its own cause
  static boolean isWithin(Throwable thrown) {
    Throwable each = thrown;
    for (int i = 0; i < MAX_CAUSES && each != null; i++) {
      if (isData(each.getClass())) {
        return true;
      }
      each = StackText.cause(each);
    }
    return false;
  }

  /** By name, so that no class of JDBC is loaded for an application that has no database. */
  private static boolean isData(@Nullable Class<?> type) {
    for (Class<?> each = type; each != null && each != Throwable.class; ) {
      String name = each.getName();
      for (String known : TYPES) {
        if (name.equals(known)) {
          return true;
        }
      }
      for (String known : PACKAGES) {
        if (name.startsWith(known)) {
          return true;
        }
      }
      each = each.getSuperclass();
    }
    return false;
  }

  static String mask(String message) {
    int end = message.length();
    for (String marker : REST) {
      int at = message.indexOf(marker);
      end = at >= 0 && at < end ? at : end;
    }
    StringBuilder out = new StringBuilder(end);
    int i = 0;
    while (i < end) {
      char c = message.charAt(i);
      int close = i;
      if (c == '\'' && !isName(message, i - 1)) {
        close = quoteEnd(message, i, end);
      } else if (c == '"' && opensValue(message, i)) {
        close = indexOr(message.indexOf('"', i + 1), end);
      } else if (c == '(' && !isName(message, i - 1)) {
        close = parenthesisEnd(message, i, end);
      }
      out.append(c);
      if (close > i) {
        out.append('?');
        if (close < end) {
          out.append(message.charAt(close));
        }
        i = close;
      }
      i++;
    }
    return out.toString();
  }

  /** The quote that ends the text: not a doubled one, nor an apostrophe within a word. */
  private static int quoteEnd(String text, int from, int end) {
    for (int i = from + 1; i < end; i++) {
      if (text.charAt(i) == '\'') {
        if (i + 1 < end && text.charAt(i + 1) == '\'') {
          i++;
        } else if (!(isName(text, i - 1) && i + 1 < end && isName(text, i + 1))) {
          return i;
        }
      }
    }
    return end;
  }

  private static int parenthesisEnd(String text, int from, int end) {
    int depth = 0;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return end;
  }

  private static boolean opensValue(String text, int at) {
    for (String before : VALUES) {
      if (text.startsWith(before, at - before.length())) {
        return true;
      }
    }
    return false;
  }

  private static int indexOr(int index, int otherwise) {
    return index < 0 || index > otherwise ? otherwise : index;
  }

  private static boolean isName(String text, int at) {
    return at >= 0
        && at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
  }
}
