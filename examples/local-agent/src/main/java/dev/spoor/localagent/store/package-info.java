/** The last traces, bounded in number and in bytes. */
@NullMarked
package dev.spoor.localagent.store;

import org.jspecify.annotations.NullMarked;
