/** Tests of the context that is current on a thread. */
@NullMarked
package dev.spoor.context;

import org.jspecify.annotations.NullMarked;
