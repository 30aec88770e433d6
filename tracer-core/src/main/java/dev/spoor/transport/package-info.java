/**
 * Carries encoded traces to the Datadog Agent: a queue bound in bytes, one sender thread, and a
 * small HTTP/1.1 client over TCP or a unix domain socket.
 *
 * <p>{@link dev.spoor.transport.TraceTransport} is the only door. Nothing here knows what a span
 * is: what comes in are bytes of finished msgpack arrays, and what goes out are those same bytes.
 */
@NullMarked
package dev.spoor.transport;

import org.jspecify.annotations.NullMarked;
