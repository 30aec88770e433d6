/** An application that logs through Logback, run in a JVM of its own. */
@NullMarked
package dev.spoor.agent.scenario.logback;

import org.jspecify.annotations.NullMarked;
