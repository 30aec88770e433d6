package dev.spoor.config;

import java.util.ArrayList;
import java.util.List;

/**
 * The one table of settings, put together from the chapters: {@link ServiceSettings}, {@link
 * AgentSettings} and so on, in the order of {@link Group}. Names and defaults are those of
 * Datadog's Java tracer where it has such a setting, so that an application may change tracers
 * without changing its environment; rows that are our own say so.
 *
 * <p>Toggles of single integrations are not rows: see {@link Config#integrationEnabled}.
 */
public final class Settings {
  private static final List<Setting<?>> ROWS = new ArrayList<>(128);

  static {
    add(ServiceSettings.ROWS);
    add(AgentSettings.ROWS);
    add(TracingSettings.ROWS);
    add(SamplingSettings.ROWS);
    add(PropagationSettings.ROWS);
    add(HttpSettings.ROWS);
    add(DatabaseSettings.ROWS);
    add(LogSettings.ROWS);
    add(DiagnosticSettings.ROWS);
  }

  private Settings() {}

  /** All rows in the order of the table. */
  public static List<Setting<?>> all() {
    return List.copyOf(ROWS);
  }

  static int count() {
    return ROWS.size();
  }

  static Setting<?> row(int index) {
    return ROWS.get(index);
  }

  private static void add(Rows chapter) {
    for (Setting<?> row : chapter.list()) {
      row.index = ROWS.size();
      ROWS.add(row);
    }
  }
}
