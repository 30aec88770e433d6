/** Applications that are watched while the Agent, the machine or the settings are bad. */
@NullMarked
package dev.spoor.agent.scenario.faults;

import org.jspecify.annotations.NullMarked;
