/** An application with the OpenTelemetry API on its class path. */
package dev.spoor.agent.scenario.otelapi;
