package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcUrlTest {
  /** url | type | host | port | database | instance | user. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "jdbc:postgresql://h:1/d|postgresql|h|1|d|-|-",
        "jdbc:postgresql://h/D?user=U&password=hunter2|postgresql|h|5432|d|-|u",
        "jdbc:postgresql://u:hunter2@h/d|postgresql|h|5432|d|-|u",
        "jdbc:postgresql://u:hunter2/x@h:1/d|postgresql|h|1|d|-|u",
        "jdbc:postgresql://u:p@hunter2@h:1/d|postgresql|h|1|d|-|u",
        "jdbc:postgresql://u:12?hunter2@h:1/d|postgresql|localhost|5432|-|-|-",
        "jdbc:postgresql://u@h/d|postgresql|h|5432|d|-|u",
        "jdbc:postgresql://[::1]:5433/d|postgresql|::1|5433|d|-|-",
        "jdbc:postgresql://[2001:db8::1]/d|postgresql|2001:db8::1|5432|d|-|-",
        "jdbc:postgresql://h1:1,h2:2/d?targetServerType=primary|postgresql|h1|1|d|-|-",
        "jdbc:postgresql:d|postgresql|localhost|5432|d|-|-",
        "jdbc:postgresql:///d|postgresql|localhost|5432|d|-|-",
        "jdbc:postgresql:|postgresql|localhost|5432|-|-|-",
        "jdbc:postgresql://ec2-1-2-3-4.compute-1.amazonaws.com:5432/dx?password=hunter2&sslmode=require&user=ux"
            + "|postgresql|ec2-1-2-3-4.compute-1.amazonaws.com|5432|dx|-|ux",
        "jdbc:mysql://h:3307/d?user=u&password=hunter2|mysql|h|3307|d|-|u",
        "jdbc:mysql:loadbalance://h1,h2:2/d|mysql|h1|3306|d|-|-",
        "jdbc:mysql://address=(host=h)(port=1)(user=u)(password=hunter2)/d|mysql|h|1|d|-|u",
        "jdbc:mysql://address=(password=hunter2)(host=h)(user=a@b)/d|mysql|b)|3306|d|-|-",
        "jdbc:mariadb:sequential://h:1,h2:2/d|mariadb|h|1|d|-|-",
        "jdbc:sqlserver://h\\Inst:1;databaseName=D;user=u;password=hunter2|sqlserver|h|1|d|inst|u",
        "jdbc:sqlserver://;serverName=h;database=d;user=me@srv;password=hunter@2|sqlserver|h|1433|d|-|me@srv",
        "jdbc:microsoft:sqlserver://h;DatabaseName=d|sqlserver|h|1433|d|-|-",
        "jdbc:jtds:sqlserver://h:1/d;instance=i;user=u;password=hunter2|sqlserver|h|1|d|i|u",
        "jdbc:jtds:sybase://h/d|sybase|h|7100|d|-|-",
        "jdbc:sybase:Tds:h:5000/d|sybase|h|5000|d|-|-",
        "jdbc:oracle:thin:@h:1522:orcl|oracle|h|1522|-|orcl|-",
        "jdbc:oracle:thin:scott/hunter2@//h:1522/svc.example|oracle|h|1522|-|svc.example|scott",
        "jdbc:oracle:thin:scott/hun@ter2@h/svc|oracle|h|1521|-|svc|scott",
        "jdbc:oracle:oci:@tnsname|oracle|-|0|-|tnsname|-",
        "jdbc:oracle:thin:@tcps://h:2484/svc?wallet=x|oracle|h|2484|-|svc|-",
        "jdbc:oracle:thin:@(description=(address=(protocol=tcp)(host=h)(port=1523))(connect_data=(service_name=s)))"
            + "|oracle|h|1523|-|s|-",
        "jdbc:h2:mem:test;DB_CLOSE_DELAY=-1|h2|-|0|test|-|-",
        "jdbc:h2:mem:|h2|-|0|-|-|-",
        "jdbc:h2:~/test;USER=sa;PASSWORD=hunter2|h2|-|0|~/test|-|sa",
        "jdbc:h2:file:C:/data/x|h2|-|0|c:/data/x|-|-",
        "jdbc:h2:tcp://h:9092/~/test|h2|h|9092|~/test|-|-",
        "jdbc:h2:ssl://h/mem:x|h2|h|8082|mem|-|-",
        "jdbc:hsqldb:mem:x|hsqldb|-|0|x|-|sa",
        "jdbc:hsqldb:hsql://h/x|hsqldb|h|9001|x|-|sa",
        "jdbc:hsqldb:https://h/x;user=u|hsqldb|h|443|x|-|u",
        "jdbc:derby:memory:x;create=true|derby|-|0|x|-|app",
        "jdbc:derby://h/x;user=u;password=hunter2|derby|h|1527|x|-|u",
        "jdbc:sqlite:/a/b.db|sqlite|-|0|/a/b.db|-|-",
        "jdbc:sqlite::memory:|sqlite|-|0|:memory:|-|-",
        "jdbc:db2://h:50001/d:user=u;password=hunter2;|db2|h|50001|d|-|u",
        "jdbc:as400://h/lib;naming=sql|as400|h|50000|lib|-|-",
        "jdbc:sap://h:30015/?databaseName=d|sap|h|30015|d|-|-",
        "jdbc:redshift://c1.abc.eu.redshift.amazonaws.com:5439/d"
            + "|redshift|c1.abc.eu.redshift.amazonaws.com|5439|d|c1|-",
        "jdbc:snowflake://acct.snowflakecomputing.com/?db=d&user=u&password=hunter2"
            + "|snowflake|acct.snowflakecomputing.com|0|d|acct|u",
        "jdbc:p6spy:postgresql://h/d|postgresql|h|5432|d|-|-",
        "jdbc:otel:p6spy:mysql://h/d|mysql|h|3306|d|-|-",
        "jdbc:tc:postgresql:16-alpine:///d?TC_DAEMON=true|postgresql|localhost|5432|d|-|-",
        "jdbc:aws-wrapper:postgresql://h/d|postgresql|h|5432|d|-|-",
        "jdbc-secretsmanager:mysql://h:1/d|mysql|h|1|d|-|-",
        "jdbc:clickhouse://h:8123/d|clickhouse|h|8123|d|-|-",
        "jdbc:foo:user/hunter2@x|foo|-|0|-|-|-",
        "jdbc:foo|foo|-|0|-|-|-",
        "jdbc:|-|-|0|-|-|-",
        "postgres://u:hunter2@h:1/d|-|-|0|-|-|-",
        "jdbc:u hunter2@x|-|-|0|-|-|-",
      })
  void eachFamilyIsReadInItsOwnWay(
      String url,
      String type,
      String host,
      int port,
      String database,
      String instance,
      String user) {
    JdbcUrl parsed = JdbcUrl.parse(url);

    assertThat(parsed).isEqualTo(new JdbcUrl(type, host, port, database, instance, user));
    assertThat(parsed.toString()).doesNotContain("hunter2");
  }

  @Test
  void garbageNeverThrows() {
    long seed = 20261123;
    Random random = new Random(seed);
    String[] pieces = {
      "jdbc:",
      "postgresql:",
      "oracle:thin:",
      "h2:",
      "mem:",
      "tcp:",
      "//",
      "/",
      "@",
      ":",
      ";",
      "?",
      "=",
      "(",
      ")",
      "host=",
      "port=",
      "[",
      "]",
      "::1",
      ",",
      "\\",
      "user=",
      "a",
      "1",
      "99999",
      " ",
      "derby:",
      "sqlserver:",
      "jtds:",
      "tc:",
      "p6spy:",
      "hsqldb:",
      "\u0130",
      "sybase:",
      "tds:",
      "#",
      "&",
    };
    for (int round = 0; round < 50_000; round++) {
      StringBuilder url = new StringBuilder(random.nextInt(8) == 0 ? "" : "jdbc:");
      for (int n = random.nextInt(14); n > 0; n--) {
        url.append(pieces[random.nextInt(pieces.length)]);
      }
      JdbcUrl parsed = JdbcUrl.parse(url.toString());
      if (parsed.port() < 0 || parsed.port() > 65_535) {
        throw new AssertionError("seed " + seed + ": " + url + " gave " + parsed);
      }
    }
    assertThat(JdbcUrl.parse("jdbc:postgresql://" + "h".repeat(10_000)).type()).isNull();
  }
}
