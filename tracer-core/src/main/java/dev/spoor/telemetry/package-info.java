/**
 * Instrumentation telemetry: which settings and integrations this process runs with, told to the
 * Agent's proxy. Off by {@code DD_INSTRUMENTATION_TELEMETRY_ENABLED=false}.
 */
@NullMarked
package dev.spoor.telemetry;

import org.jspecify.annotations.NullMarked;
