/**
 * The msgpack formats of the Datadog Agent's trace endpoints: encoding on the hot path, decoding.
 */
@NullMarked
package dev.spoor.wire;

import org.jspecify.annotations.NullMarked;
