/** Stands in for a Datadog Agent on a laptop: settings, start, and the pages. */
@NullMarked
package dev.spoor.localagent;

import org.jspecify.annotations.NullMarked;
