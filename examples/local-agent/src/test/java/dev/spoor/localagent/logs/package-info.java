/** Tests of the logs part. */
@NullMarked
package dev.spoor.localagent.logs;

import org.jspecify.annotations.NullMarked;
