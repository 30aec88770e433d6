#!/bin/sh
# What an agent costs a whole process, Spoor beside its rivals. "--help" lists the options.
set -eu
cd "$(dirname "$0")/.."
mvn -q -B -DskipTests -Dspotless.check.skip=true -Poverhead package -pl benchmarks,tracer-agent,examples/widgets -am
exec java -Xmx1g -XX:+UseSerialGC -Doverhead.module=benchmarks -Dlogback.configurationFile=overhead-harness-logback.xml \
  -cp "benchmarks/target/classes:benchmarks/target/overhead/harness/*" \
  dev.spoor.benchmarks.overhead.Overhead "$@"
