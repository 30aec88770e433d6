/** A test plugin that makes contexts visible to scenarios. */
@NullMarked
package dev.spoor.agent.lib.probe;

import org.jspecify.annotations.NullMarked;
