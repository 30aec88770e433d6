package dev.spoor.kind;

import org.jspecify.annotations.Nullable;

/**
 * What a database span shows of a statement.
 *
 * @param obfuscated the statement without literals, at most 5,000 bytes
 * @param operation its first word in the case it was written, null if it has none
 */
record SqlText(String obfuscated, @Nullable String operation) {}
