/** local-agent, driven over HTTP. */
@NullMarked
package dev.spoor.localagent;

import org.jspecify.annotations.NullMarked;
