/** How trace context travels in headers: Datadog's own, W3C Trace Context. */
@NullMarked
package dev.spoor.propagation;

import org.jspecify.annotations.NullMarked;
