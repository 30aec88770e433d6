/** JSON, written and read, without a library. */
@NullMarked
package dev.spoor.localagent.json;

import org.jspecify.annotations.NullMarked;
