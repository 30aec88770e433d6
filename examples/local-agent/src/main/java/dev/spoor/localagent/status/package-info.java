/** What was received in the last minute, by client, as {@code agent status} shows it. */
@NullMarked
package dev.spoor.localagent.status;

import org.jspecify.annotations.NullMarked;
