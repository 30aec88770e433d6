/** Tests of the status part. */
@NullMarked
package dev.spoor.localagent.status;

import org.jspecify.annotations.NullMarked;
