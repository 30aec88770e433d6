/** The entry point for applications. */
@NullMarked
package dev.spoor;

import org.jspecify.annotations.NullMarked;
