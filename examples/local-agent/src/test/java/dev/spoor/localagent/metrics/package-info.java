/** Tests of the metrics part. */
@NullMarked
package dev.spoor.localagent.metrics;

import org.jspecify.annotations.NullMarked;
