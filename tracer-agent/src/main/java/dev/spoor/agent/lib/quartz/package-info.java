/** Jobs of Quartz. */
@NullMarked
package dev.spoor.agent.lib.quartz;

import org.jspecify.annotations.NullMarked;
