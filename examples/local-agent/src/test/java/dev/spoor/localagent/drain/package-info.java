/** Tests of the drain part. */
@NullMarked
package dev.spoor.localagent.drain;

import org.jspecify.annotations.NullMarked;
