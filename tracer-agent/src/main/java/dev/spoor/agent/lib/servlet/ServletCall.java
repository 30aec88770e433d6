package dev.spoor.agent.lib.servlet;

import dev.spoor.kind.ServedRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request inside a servlet.
 *
 * @param before what was current before, for {@link ServedRequest#close}; null in the part of a
 *     request that only its listener sees
 */
record ServletCall(
    ServedRequest served, Object request, Object response, @Nullable Object before) {}
