package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of databases and caches lose the data that they quote. */
class DataErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Duplicate entry 'a@b.c' for key 'users.email'|Duplicate entry '?' for key '?'",
        "Duplicate entry 'O'Reilly' for key 'k'|Duplicate entry '?' for key '?'",
        "can't do it near 'x''y z' here|can't do it near '?' here",
        "near 'select 1 where a = 5|near '?",
        "violates \"users_pk\"` Detail: Key (email)=(a@b.c) already exists.`"
            + "|violates \"users_pk\"` Detail: Key (?)=(?) already exists.`",
        "Failing row contains (1, x (y), z).|Failing row contains (?).",
        "invalid input syntax for type integer: \"abc\"|invalid input syntax for type integer: \"?\"",
        "value \"999\" is out of range for type integer|value \"?\" is out of range for type integer",
        "relation \"widgets\" does not exist|relation \"widgets\" does not exist",
        "Unique index: \"P ON T(ID) ( /* 1 */ 1, 'x')\"; SQL statement:insert 1|Unique index: \"?\"",
        "Table T(ID) broken (5|Table T(ID) broken (?",
        "ERR unknown command 'FOO', with args beginning with: 'a' 'b'|ERR unknown command '?'",
        "WRONGTYPE Operation against a key|WRONGTYPE Operation against a key",
        "ORA-00001: unique constraint (A.B) violated|ORA-00001: unique constraint (?) violated"
      })
  void whatIsQuotedIsMasked(String message, String masked) {
    assertThat(DataErrors.mask(message)).isEqualTo(masked);
  }

  @Test
  void exceptionsAreKnownByTypeAndByCause() {
    assertThat(DataErrors.isWithin(new SQLException("x"))).isTrue();
    assertThat(DataErrors.isWithin(new SQLIntegrityConstraintViolationException())).isTrue();
    assertThat(DataErrors.isWithin(new RuntimeException(new Exception(new SQLException()))))
        .isTrue();
    assertThat(DataErrors.isWithin(new IllegalStateException("'x'"))).isFalse();
  }

  @Test
  void theStackOfAWrapperIsMaskedToo() {
    SQLException cause = new SQLException("Duplicate entry 'secret'");
    String stack = StackText.stack(new IllegalStateException("no: " + cause, cause), 10_000, true);
    assertThat(stack)
        .doesNotContain("secret")
        .contains("java.lang.IllegalStateException: no: java.sql.SQLException: Duplicate entry '?'")
        .contains("Caused by: java.sql.SQLException: Duplicate entry '?'")
        .contains("DataErrorsTest");
  }
}
