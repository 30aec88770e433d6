/** Tests of the OpenTelemetry API on the library. */
package dev.spoor.otel;
