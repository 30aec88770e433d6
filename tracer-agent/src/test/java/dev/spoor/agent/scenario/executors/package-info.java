/** Programs that hand tasks to other threads in every way that the JDK has. */
@NullMarked
package dev.spoor.agent.scenario.executors;

import org.jspecify.annotations.NullMarked;
