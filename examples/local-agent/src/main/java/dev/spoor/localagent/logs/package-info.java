/** Log lines: where they come from, what is read from them, and the last ones kept. */
@NullMarked
package dev.spoor.localagent.logs;

import org.jspecify.annotations.NullMarked;
