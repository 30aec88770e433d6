package dev.spoor.logs;

import java.util.Map;

/**
 * Writes one line per run of a background job, of the same shape as a request's and by the same
 * options ({@link RequestLog}): slf4j logger {@value #LOGGER} unless set otherwise.
 *
 * <p>Like {@link RequestLog} it is a door for the agent, with JDK types only and signatures that
 * never change. A job has method {@code JOB}, its class as controller, status 200 or 500, and
 * {@code job_id}, {@code queue_name}, {@code attempt}, {@code scheduler} as far as they are known;
 * {@code queue} tells, as with requests, how many milliseconds it waited. See {@link
 * RequestFields}.
 *
 * <p>Thread safe. Never throws; a failure is counted under {@code logs.job.failed}.
 */
public final class JobLog {
  /** Name of the logger, unless {@code DD_LOGS_JOB_LOGGER} names another. */
  public static final String LOGGER = "dev.spoor.job";

  private JobLog() {}

  /** False when the lines are switched off, so that a caller need not gather fields. */
  public static boolean isEnabled() {
    return LineWriter.JOBS.isEnabled();
  }

  /**
   * Writes the line of one run, on the thread that ran it and while its span is current.
   *
   * @param fields keys and types as in {@link RequestFields}; read, never kept or changed
   */
  public static void log(Map<String, ?> fields) {
    LineWriter.JOBS.log(fields);
  }
}
