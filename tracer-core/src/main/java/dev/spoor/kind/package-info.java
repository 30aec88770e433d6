/**
 * Spans of each kind: their names, tags and errors, once for all libraries. What instrumentation
 * calls.
 */
@NullMarked
package dev.spoor.kind;

import org.jspecify.annotations.NullMarked;
