/** Methods and tasks that Spring runs on a schedule. */
@NullMarked
package dev.spoor.agent.lib.springscheduling;

import org.jspecify.annotations.NullMarked;
