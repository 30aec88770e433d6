package dev.spoor.examples.widgets;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of widgets; {@link Schema} makes it. */
@Repository
class WidgetRepository {

  private static final String COLUMNS = "id, name, description, stock, created_at, updated_at";

  private final JdbcClient db;

  WidgetRepository(JdbcClient db) {
    this.db = db;
  }

  /** Changes whenever the table does: cheap to ask, and enough to tell whether a copy is stale. */
  String version() {
    return db.sql(
            "SELECT count(*) || '-' || coalesce(extract(epoch FROM max(updated_at)), 0) FROM widgets")
        .query(String.class)
        .single();
  }

  List<Widget> all() {
    return db.sql("SELECT " + COLUMNS + " FROM widgets ORDER BY id LIMIT 100")
        .query(WidgetRepository::widget)
        .list();
  }

  Optional<Widget> find(long id) {
    return db.sql("SELECT " + COLUMNS + " FROM widgets WHERE id = ?")
        .param(id)
        .query(WidgetRepository::widget)
        .optional();
  }

  Widget add(WidgetForm form) {
    return db.sql(
            "INSERT INTO widgets (name, description, stock) VALUES (?, ?, ?) RETURNING " + COLUMNS)
        .param(form.cleanName())
        .param(form.cleanDescription())
        .param(form.cleanStock())
        .query(WidgetRepository::widget)
        .single();
  }

  /** Keeps the database busy without work. */
  void sleep(double seconds) {
    db.sql("SELECT 1 FROM pg_sleep(?)").param(seconds).query(Integer.class).single();
  }

  private static Widget widget(ResultSet row, int number) throws SQLException {
    return new Widget(
        row.getLong("id"),
        row.getString("name"),
        row.getString("description"),
        row.getInt("stock"),
        instant(row, "created_at"),
        instant(row, "updated_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
