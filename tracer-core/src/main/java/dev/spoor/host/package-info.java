/** What this process runs in and on, as far as the Agent wants to know it. */
@NullMarked
package dev.spoor.host;

import org.jspecify.annotations.NullMarked;
