package dev.spoor.benchmarks.overhead;

import java.nio.file.Path;

/** What every part of a run needs to know. */
record Setup(Options options, Installation installation, Backends backends, Path java) {}
