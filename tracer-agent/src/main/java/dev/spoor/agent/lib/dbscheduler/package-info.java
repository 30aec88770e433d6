/** Tasks of db-scheduler. */
@NullMarked
package dev.spoor.agent.lib.dbscheduler;

import org.jspecify.annotations.NullMarked;
