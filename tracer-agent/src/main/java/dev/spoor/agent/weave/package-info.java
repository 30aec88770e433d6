/**
 * Matching class files against the plugins' targets, weaving them, and linking woven call sites to
 * advice. Knows nothing of any library.
 */
@NullMarked
package dev.spoor.agent.weave;

import org.jspecify.annotations.NullMarked;
