/** Trace ids on the log lines of java.util.logging. */
@NullMarked
package dev.spoor.agent.lib.jul;

import org.jspecify.annotations.NullMarked;
