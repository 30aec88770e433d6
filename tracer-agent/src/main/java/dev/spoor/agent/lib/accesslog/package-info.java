/** Silence for the access logs of containers whose requests leave lines of our own. */
@NullMarked
package dev.spoor.agent.lib.accesslog;

import org.jspecify.annotations.NullMarked;
