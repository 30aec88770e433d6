package dev.spoor.examples.widgets;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Work that a request need not wait for, in a table of the database: web puts it there, the worker
 * does it. Without a database that both can reach, web does it too.
 */
@Component
class Jobs implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
  private static final TaskDescriptor<Announcement> ANNOUNCE =
      TaskDescriptor.of("announce-widget", Announcement.class);

  private final WidgetRepository widgets;
  private final Mails mails;
  private final SchedulerClient client;

  /** Whether jobs are run here, not only put into the table. */
  private final boolean working;

  private volatile boolean running;

  Jobs(
      DataSource database, LocalServers servers, Role role, WidgetRepository widgets, Mails mails) {
    this.widgets = widgets;
    this.mails = mails;
    this.working = role == Role.WORKER || servers.hasOwnDatabase();
    OneTimeTask<Announcement> announce =
        Tasks.oneTime(ANNOUNCE).execute((task, context) -> announce(task.getData()));
    this.client =
        working
            ? Scheduler.create(database, announce)
                .threads(2)
                .pollingInterval(Duration.ofSeconds(1))
                .shutdownMaxWait(Duration.ofSeconds(10))
                .enableImmediateExecution()
                .build()
            : SchedulerClient.Builder.create(database, announce).build();
  }

  /** Lets everybody know of a new widget, soon. */
  void announceLater(Widget widget) {
    client.scheduleIfNotExists(
        ANNOUNCE
            .instance(Long.toString(widget.id()))
            .data(new Announcement(widget.id(), TraceParent.current()))
            .scheduledTo(Instant.now()));
  }

  /** A widget that is gone again is no news, and no failure. */
  private void announce(Announcement announcement) {
    widgets
        .find(announcement.widget())
        .ifPresent(
            widget -> {
              mails.send("New on the shelf: " + widget.name(), widget.description());
              LOG.atInfo().addKeyValue("id", widget.id()).log("Announced a widget");
            });
  }

  @Override
  public void start() {
    if (working) {
      ((Scheduler) client).start();
      LOG.info("Waiting for jobs");
    }
    running = true;
  }

  /** Lets jobs that are being done end; the database goes later. */
  @Override
  public void stop() {
    if (working) {
      ((Scheduler) client).stop();
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
