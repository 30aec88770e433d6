#!/usr/bin/env bash
# Starts the conformance app on the port APM_TEST_CLIENT_SERVER_PORT, as an outside suite does it. Builds first
# what a fresh clone lacks or what has changed since; needs a JDK (17 or newer) and Maven for that, only java after.
# SYSTEM_TESTS_EXTRA_COMMAND_ARGUMENTS: options for the JVM.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
classpath=$here/target/conformance.classpath

is_stale() {
  [ ! -s "$classpath" ] || [ -n "$(find "$here/pom.xml" "$here/../pom.xml" "$here/src/main" \
    "$here/src/test/java/dev/spoor/conformance" -type f -newer "$classpath" -print -quit)" ]
}

if is_stale; then
  mvn -B -q -f "$here/../pom.xml" -pl tracer-core test-compile dependency:build-classpath \
    -DincludeScope=test -Dmdep.outputFile="$classpath.new" >&2
  mv "$classpath.new" "$classpath"
fi

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
# shellcheck disable=SC2086 # several options, parted by blanks
exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto ${SYSTEM_TESTS_EXTRA_COMMAND_ARGUMENTS:-} \
  -cp "$here/target/test-classes:$here/target/classes:$(cat "$classpath")" dev.spoor.conformance.ConformanceApp
