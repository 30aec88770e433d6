/** Outgoing HTTP requests through the JDK's own clients. */
@NullMarked
package dev.spoor.agent.lib.httpclient;

import org.jspecify.annotations.NullMarked;
