/** Methods with the {@code @Trace} of Datadog's API. */
@NullMarked
package dev.spoor.agent.lib.traceapi;

import org.jspecify.annotations.NullMarked;
