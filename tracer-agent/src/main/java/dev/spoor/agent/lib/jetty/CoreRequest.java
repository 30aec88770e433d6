package dev.spoor.agent.lib.jetty;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** A request of Jetty 12 and its response. */
record CoreRequest(Request request, Response response) {}
