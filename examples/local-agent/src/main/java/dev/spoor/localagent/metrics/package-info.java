/** DogStatsD: its lines, and the last half hour of what they said. */
@NullMarked
package dev.spoor.localagent.metrics;

import org.jspecify.annotations.NullMarked;
