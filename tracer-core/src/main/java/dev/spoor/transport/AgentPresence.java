package dev.spoor.transport;

import dev.spoor.diag.Log;

/**
 * Tells the user that there is no Agent, once, and that it came, once; on a laptop without an Agent
 * that is all there is to say, however long the application runs. Sender thread only.
 */
final class AgentPresence {
  private final AgentConnection connection;
  private final long queueBytes;
  private boolean absentTold;
  private boolean backTold;

  AgentPresence(AgentConnection connection, long queueBytes) {
    this.connection = connection;
    this.queueBytes = queueBytes;
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
