/**
 * Trace ids in every log line: the Logback encoder, pattern words, and one line per request.
 *
 * <p>Nothing here writes the application's MDC, and nothing here may cost a request: what fails is
 * counted and the line is written in a plainer form.
 */
@NullMarked
package dev.spoor.logs;

import org.jspecify.annotations.NullMarked;
