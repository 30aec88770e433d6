package dev.spoor.examples.widgets;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What the worker needs to know about a new widget.
 *
 * @param traceparent the request that asked for it, so that the job's trace is linked to it; see
 *     {@link TraceParent}
 */
record Announcement(long widget, @Nullable String traceparent) implements Serializable {}
