package dev.spoor.transport;

import dev.spoor.diag.Log;
import org.jspecify.annotations.Nullable;

/**
 * Tells the user that there is no Agent, once, and that it came, once; on a laptop without an Agent
 * that is all there is to say, however long the application runs. In Heroku's one-off dynos ({@code
 * heroku run}, the release phase), which are gone before an Agent would be up, there is nothing to
 * say. Sender thread only.
 */
final class AgentPresence {
  private final AgentConnection connection;
  private final long queueBytes;
  private boolean absentTold;
  private boolean backTold;

  AgentPresence(AgentConnection connection, long queueBytes, boolean silent) {
    this.connection = connection;
    this.queueBytes = queueBytes;
    this.absentTold = silent;
    this.backTold = silent;
  }

  /**
   * Whether a dyno is a one-off.
   *
   * @param dyno what Heroku sets as DYNO: {@code web.1}, {@code run.1234}; null elsewhere
   */
  static boolean isOneOff(@Nullable String dyno) {
    return dyno != null
        && (dyno.startsWith("run.")
            || dyno.startsWith("release.")
            || dyno.startsWith("scheduler."));
  }

  void absent(AgentFailure failure) {
    if (absentTold) {
      Log.debug("Datadog Agent cannot be reached", failure);
      return;
    }
    absentTold = true;
    long mib = 1024 * 1024;
    Log.info(
        "No Datadog Agent at "
            + connection.address()
            + " yet; spans wait in at most "
            + (queueBytes + mib - 1) / mib
            + " MB and are sent when one comes up ("
            + failure.getMessage()
            + ")");
  }

  void replied() {
    if (absentTold && !backTold) {
      backTold = true;
      Log.info("Datadog Agent at " + connection.address() + " is up; spans are sent");
    }
  }
}
