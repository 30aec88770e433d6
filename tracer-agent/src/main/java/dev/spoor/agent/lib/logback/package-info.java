/** Trace ids on the log lines of Logback, whatever encodes them. */
@NullMarked
package dev.spoor.agent.lib.logback;

import org.jspecify.annotations.NullMarked;
