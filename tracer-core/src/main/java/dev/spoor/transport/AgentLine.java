package dev.spoor.transport;

import org.jspecify.annotations.Nullable;

/** The connection to the Agent, for what else is sent over it. Of the sender's thread only. */
public interface AgentLine {
  /**
   * What the Agent can do; asks it if that is not known or out of date. Null if it cannot be
   * reached, or is being left alone because it could not be reached lately.
   */
  @Nullable AgentFeatures features();

  /**
   * Sends a body and waits for the answer.
   *
   * @param endpoint path with its slash, without the base path of the Agent's URL
   * @param headers further header lines, each ending with CR LF; see {@link #header}
   * @return the status of the answer; 0 if there was none, or if the Agent is being left alone
   */
  int put(String endpoint, String contentType, String headers, byte[] body);

  /** One header line; a value that is null or blank gives none, and no value can make another. */
  static String header(String name, @Nullable String value) {
    return RequestHeaders.line(name, value);
  }

  /** {@link #put} with POST. */
  int post(String endpoint, String contentType, String headers, byte[] body);
}
