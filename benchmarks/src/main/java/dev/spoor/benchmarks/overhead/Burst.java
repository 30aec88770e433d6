package dev.spoor.benchmarks.overhead;

/**
 * What one burst cost, per request.
 *
 * @param cpuMicros CPU time of the process from this burst's start to the start of its next one, so
 *     that what an agent sends later counts as well
 * @param burstCpuMicros CPU time within the burst alone
 * @param bytes allocated, over the same time as {@code cpuMicros}
 * @param perSecond requests answered per second
 */
record Burst(
    double cpuMicros,
    double burstCpuMicros,
    double bytes,
    double perSecond,
    double p50Millis,
    double p99Millis) {}
