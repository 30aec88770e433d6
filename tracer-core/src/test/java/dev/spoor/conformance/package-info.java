/** An app by which an outside suite drives the library over HTTP; see {@link ConformanceApp}. */
package dev.spoor.conformance;
