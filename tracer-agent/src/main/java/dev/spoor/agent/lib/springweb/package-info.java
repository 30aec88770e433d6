/** Routes, handlers, views and exceptions of Spring MVC. */
@NullMarked
package dev.spoor.agent.lib.springweb;

import org.jspecify.annotations.NullMarked;
