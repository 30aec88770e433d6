<<<<<<< HEAD
/**
 * The msgpack formats of the Datadog Agent's trace endpoints: encoding on the hot path, decoding.
 */
=======
/** What travels between a tracer and a Datadog Agent: payloads of traces and stats, in msgpack. */
>>>>>>> wt-wire
@NullMarked
package dev.spoor.wire;

import org.jspecify.annotations.NullMarked;
