package dev.spoor.agent.scenario.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.h2.jdbcx.JdbcConnectionPool;

/** db-scheduler on H2. */
final class DbSchedulerCases {
  static final String TRACEPARENT = "00-0102030405060708090a0b0c0d0e0f10-1112131415161718-01";

  private static final String TABLE =
      "create table scheduled_tasks (task_name varchar(40), task_instance varchar(40),"
          + " task_data blob, execution_time timestamp with time zone, picked boolean,"
          + " picked_by varchar(50), last_success timestamp with time zone,"
          + " last_failure timestamp with time zone, consecutive_failures int,"
          + " last_heartbeat timestamp with time zone, version bigint, priority smallint,"
          + " primary key (task_name, task_instance))";

  private DbSchedulerCases() {}

  /** An application that takes the text along itself. */
  static final class Order implements Serializable {
    private static final long serialVersionUID = 1;

    public String traceparent() {
      return TRACEPARENT;
    }
  }

  @SuppressWarnings("deprecation") // what replaces it is not there in all versions
  static void run() throws Exception {
    JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:jobs", "sa", "");
    try (Connection c = pool.getConnection();
        Statement s = c.createStatement()) {
      s.execute(TABLE);
    }
    OneTimeTask<Void> good = Tasks.oneTime("good").execute((task, context) -> Stand.work("good"));
    OneTimeTask<Void> bad = Tasks.oneTime("bad").execute((task, context) -> Stand.fail("bad"));
    OneTimeTask<Void> alone =
        Tasks.oneTime("alone").execute((task, context) -> Stand.work("alone"));
    OneTimeTask<Order> carried =
        Tasks.oneTime("carried", Order.class).execute((task, context) -> Stand.work("carried"));
    Scheduler scheduler =
        Scheduler.create(pool, good, bad, alone, carried)
            .threads(1)
            .pollingInterval(Duration.ofMillis(50))
            .build();
    Instant now = Instant.now();
    Stand.during(
        "/db-scheduler",
        () -> {
          scheduler.schedule(good.instance("4711"), now);
          scheduler.schedule(bad.instance("4711"), now);
        });
    scheduler.schedule(alone.instance("4711"), now);
    scheduler.schedule(carried.instance("4711", new Order()), now);
    scheduler.start();
    Stand.await(4);
    scheduler.stop();
    pool.dispose();
  }
}
