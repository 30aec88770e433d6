/** How the tracer speaks about itself: one line per cause, and counters for everything it drops. */
@NullMarked
package dev.spoor.diag;

import org.jspecify.annotations.NullMarked;
