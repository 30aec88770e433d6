/** Memcached through spymemcached. */
@NullMarked
package dev.spoor.agent.lib.spymemcached;

import org.jspecify.annotations.NullMarked;
