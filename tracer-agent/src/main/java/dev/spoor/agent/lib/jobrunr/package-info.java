/** Jobs of JobRunr. */
@NullMarked
package dev.spoor.agent.lib.jobrunr;

import org.jspecify.annotations.NullMarked;
