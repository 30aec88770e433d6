/** Ids for code that asks an application's own copy of the tracer for them. */
@NullMarked
package dev.spoor.agent.lib.correlation;

import org.jspecify.annotations.NullMarked;
