/**
 * Reads what a Heroku log drain delivers: logplex frames, router lines, runtime metrics. For this
 * module.
 */
@NullMarked
package dev.spoor.localagent.drain;

import org.jspecify.annotations.NullMarked;
