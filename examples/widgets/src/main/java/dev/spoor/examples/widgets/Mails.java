package dev.spoor.examples.widgets;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stands in for a mail server: what would be sent is kept in a table. */
@Repository
class Mails {

  private final JdbcClient db;

  Mails(JdbcClient db) {
    this.db = db;
  }

  void send(String subject, String body) {
    db.sql("INSERT INTO mails (subject, body) VALUES (?, ?)").param(subject).param(body).update();
  }

  /** The latest first. */
  List<String> subjects() {
    return db.sql("SELECT subject FROM mails ORDER BY id DESC LIMIT 100")
        .query((row, number) -> row.getString("subject"))
        .list();
  }
}
