/** The agent in a process of its own while the Agent, the machine or the settings are bad. */
@NullMarked
package dev.spoor.agent.faults;

import org.jspecify.annotations.NullMarked;
