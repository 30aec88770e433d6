/** An application that logs through Log4j 2 and java.util.logging, run in a JVM of its own. */
@NullMarked
package dev.spoor.agent.scenario.log4j;

import org.jspecify.annotations.NullMarked;
