/** What travels between a tracer and a Datadog Agent: payloads of traces and stats, in msgpack. */
@NullMarked
package dev.spoor.wire;

import org.jspecify.annotations.NullMarked;
