/** Requests that Jetty 9.4 to 12 serves, embedded or not. */
@NullMarked
package dev.spoor.agent.lib.jetty;

import org.jspecify.annotations.NullMarked;
