/** Rates, errors and durations of services, from the spans that were received. */
@NullMarked
package dev.spoor.localagent.services;

import org.jspecify.annotations.NullMarked;
