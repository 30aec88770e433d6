/** Requests that the JDK's own HTTP server serves. */
@NullMarked
package dev.spoor.agent.lib.httpserver;

import org.jspecify.annotations.NullMarked;
