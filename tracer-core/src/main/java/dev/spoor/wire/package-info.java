/**
 * The formats of the Datadog Agent's trace endpoints: encoding on the hot path, and decoding for
 * tests and for stand-ins of the Agent.
 */
@NullMarked
package dev.spoor.wire;

import org.jspecify.annotations.NullMarked;
