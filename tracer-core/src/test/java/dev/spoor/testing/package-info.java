/**
 * Helpers for tests of anything that makes spans: an Agent to send to, and assertions on what
 * arrived there. Users may build their own tests on it; it needs nothing but the JDK and the
 * tracer.
 */
@NullMarked
package dev.spoor.testing;

import org.jspecify.annotations.NullMarked;
