/** Traces as text, JSON and HTML, with everything escaped that a stranger could have sent. */
@NullMarked
package dev.spoor.localagent.render;

import org.jspecify.annotations.NullMarked;
