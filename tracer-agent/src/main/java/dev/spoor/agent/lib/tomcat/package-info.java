/** Requests that Tomcat 9 to 11 serves, embedded or not. */
@NullMarked
package dev.spoor.agent.lib.tomcat;

import org.jspecify.annotations.NullMarked;
