package dev.spoor.kind;

import org.jspecify.annotations.Nullable;

/** Stub. */
record SqlText(String obfuscated, @Nullable String operation) {}
