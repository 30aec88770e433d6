/** Which traces are kept: rates that the Agent answers with. */
@NullMarked
package dev.spoor.sampling;

import org.jspecify.annotations.NullMarked;
