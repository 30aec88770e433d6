/**
 * A shop shelf of widgets on Spring Boot, PostgreSQL and Redis: an ordinary application that knows
 * nothing of tracing, so that one can see what the agent makes of it.
 */
@NullMarked
package dev.spoor.examples.widgets;

import org.jspecify.annotations.NullMarked;
