/** Redis through Jedis. */
@NullMarked
package dev.spoor.agent.lib.jedis;

import org.jspecify.annotations.NullMarked;
