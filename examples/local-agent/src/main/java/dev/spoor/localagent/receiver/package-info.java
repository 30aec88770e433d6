/** The endpoints that tracers talk to: traces, stats, telemetry, discovery. */
@NullMarked
package dev.spoor.localagent.receiver;

import org.jspecify.annotations.NullMarked;
