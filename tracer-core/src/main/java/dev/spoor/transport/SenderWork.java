package dev.spoor.transport;

/**
 * Other work of the sender's thread, which calls all of these. Whatever they throw is counted and
 * told; it does not end the thread.
 */
public interface SenderWork {
  /** Nothing else to do. */
  SenderWork NONE = new SenderWork() {};

  /** Called about once a second from the first chunk on; later than that while a request hangs. */
  default void everySecond(AgentLine agent) {}

  /** Called when it is known what the Agent can do: before traces are sent, or on request. */
  default void agentKnown(AgentFeatures features) {}

  /** Called before traces are sent: how many bytes one body may have at most. */
  default void bodiesUpTo(int bytes) {}

  /** Whether statistics of the traces that are sent now are computed here. */
  default boolean computesStats() {
    return false;
  }

  /**
   * Sends all that waits.
   *
   * @return false if the Agent could not take it
   */
  default boolean flush(AgentLine agent) {
    return true;
  }

  /** The last call: sends all that waits, and says good-bye. */
  default void close(AgentLine agent) {}
}
