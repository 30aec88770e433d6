/** Holds the source of the class that the build moves into {@code java.lang}. */
@NullMarked
package dev.spoor.agent.linker;

import org.jspecify.annotations.NullMarked;
