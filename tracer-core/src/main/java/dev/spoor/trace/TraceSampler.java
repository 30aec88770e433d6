package dev.spoor.trace;

/**
 * Decides whether a trace is kept. Called once per local trace, when it first leaves the process
 * (its ids are injected into a request, or its spans are written); never for a trace whose caller
 * decided already. Called on application threads: must not block, must not throw.
 */
@FunctionalInterface
public interface TraceSampler {
  /** Reads the local root and answers by {@link LocalTrace#decide}. */
  void sample(LocalTrace trace, Span root);
}
