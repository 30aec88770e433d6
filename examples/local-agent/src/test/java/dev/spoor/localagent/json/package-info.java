/** Tests of the json part. */
@NullMarked
package dev.spoor.localagent.json;

import org.jspecify.annotations.NullMarked;
