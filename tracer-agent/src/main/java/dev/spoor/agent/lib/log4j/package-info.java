/** Trace ids on the log lines of Log4j 2, whatever lays them out. */
@NullMarked
package dev.spoor.agent.lib.log4j;

import org.jspecify.annotations.NullMarked;
