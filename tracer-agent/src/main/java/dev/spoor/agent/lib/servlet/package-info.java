/** Requests of servlet containers that have no package of their own. */
@NullMarked
package dev.spoor.agent.lib.servlet;

import org.jspecify.annotations.NullMarked;
