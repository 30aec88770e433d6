/** A small reader and a small writer of JSON, for what the tracer itself says and is told. */
@NullMarked
package dev.spoor.json;

import org.jspecify.annotations.NullMarked;
