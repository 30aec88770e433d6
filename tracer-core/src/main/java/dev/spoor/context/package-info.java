/**
 * What is current on a thread, and how it travels to other threads. The only package that owns a
 * {@link ThreadLocal}.
 */
@NullMarked
package dev.spoor.context;

import org.jspecify.annotations.NullMarked;
