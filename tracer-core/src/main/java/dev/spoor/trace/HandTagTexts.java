package dev.spoor.trace;

import org.jspecify.annotations.Nullable;

/**
 * What tags that applications set need of the rules for names, which spans know nothing of.
 * Implementations are thread safe and do not throw.
 */
public interface HandTagTexts {
  /** Takes every text as it is. */
  HandTagTexts PLAIN =
      new HandTagTexts() {
        @Override
        public String statement(String sql) {
          return sql;
        }

        @Override
        public String resource(@Nullable String method, String url) {
          return method == null ? url : method.concat(" ").concat(url);
        }
      };

  /** The resource for a statement: without literals. */
  String statement(String sql);

  /** The resource for a call of that URL: the method, if there is one, and the path. */
  String resource(@Nullable String method, String url);
}
