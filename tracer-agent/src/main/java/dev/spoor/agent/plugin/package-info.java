/**
 * The door for plugin authors: {@link dev.spoor.agent.plugin.Plugin} and {@link
 * dev.spoor.agent.plugin.Target}. Everything here is data; it knows nothing of class files.
 */
@NullMarked
package dev.spoor.agent.plugin;

import org.jspecify.annotations.NullMarked;
