/**
 * One table of settings, the rules by which their values are found, and the values themselves.
 *
 * <p>Knows nothing of the tracer but its log, and loads nothing at start that could disturb an
 * application: no regular expressions, lambdas, {@code java.nio.file} or {@code java.util.logging}.
 */
@NullMarked
package dev.spoor.config;

import org.jspecify.annotations.NullMarked;
