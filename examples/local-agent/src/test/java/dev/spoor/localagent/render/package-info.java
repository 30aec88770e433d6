/** Tests of the render part. */
@NullMarked
package dev.spoor.localagent.render;

import org.jspecify.annotations.NullMarked;
