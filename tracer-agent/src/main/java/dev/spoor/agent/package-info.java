/** What runs before {@code main}: the entry class, the agent's class loader, the start. */
@NullMarked
package dev.spoor.agent;

import org.jspecify.annotations.NullMarked;
