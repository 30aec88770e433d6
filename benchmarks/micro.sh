#!/bin/sh
# What single steps of tracing cost, with one thread and with two: some 15 minutes. "--publish FILE"
# writes the table there as well; a word limits the run to the operations whose name has it.
set -eu
cd "$(dirname "$0")/.."
mvn -q -B -DskipTests -Dspotless.check.skip=true package -pl benchmarks -am
exec java -cp benchmarks/target/benchmarks.jar dev.spoor.benchmarks.micro.MicroReport "$@"
