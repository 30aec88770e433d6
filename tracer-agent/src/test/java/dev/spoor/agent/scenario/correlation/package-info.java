/** An application that asks for ids by hand, run in a JVM of its own. */
@NullMarked
package dev.spoor.agent.scenario.correlation;

import org.jspecify.annotations.NullMarked;
