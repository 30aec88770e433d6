#!/usr/bin/env bash
# Shows traces and log lines of a real application: builds what is missing, then runs the demo.
#   ./demo.sh          runs on until Ctrl-C
#   ./demo.sh --once   checks what it shows and ends, with status 0 when all is well
# Needs a JDK (17 or newer) and Maven.
set -eu
cd "$(dirname "$0")"

fail() {
  echo "demo: $1" >&2
  exit 1
}

java=java
if [ -n "${JAVA_HOME:-}" ]; then
  java="$JAVA_HOME/bin/java"
fi
command -v "$java" >/dev/null 2>&1 || fail "no Java found: install a JDK (17 or newer), or set JAVA_HOME"
version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
[ "${version:-0}" -ge 17 ] || fail "Java ${version:-unknown} is too old: JDK 17 or newer is needed"

# What tells when a module was built. Not widgets.jar itself: its time is fixed, to be reproducible.
agent=examples/widgets/target/agent/tracer-agent.jar
local_agent=examples/local-agent/target/local-agent.jar
widgets=examples/widgets/target/widgets.jar.original

# stale FILE SOURCE...: whether FILE is missing, or older than a source.
stale() {
  built=$1
  shift
  [ ! -f "$built" ] ||
    [ -n "$(find "$@" -type f -newer "$built" ! -path '*/target/*' ! -path '*/src/test/*' | head -n 1)" ]
}

modules=""
if stale $local_agent pom.xml tracer-core examples/local-agent; then
  modules="$modules,examples/local-agent"
fi
if stale $widgets pom.xml tracer-core log-correlation examples/widgets ||
  stale $agent pom.xml tracer-core log-correlation tracer-agent; then
  modules="$modules,examples/widgets"
fi
modules=${modules#,}

if [ -n "$modules" ]; then
  command -v mvn >/dev/null 2>&1 || fail "no Maven found (mvn): it is needed to build $modules"
  echo "Building $modules; the first time this takes a minute or two."
  mvn -q -B -DskipTests package -pl "$modules" -am || fail "the build failed, see above"
  # A jar whose own classes did not change keeps its time.
  touch $agent $local_agent $widgets
fi

# From here on one process, so that Ctrl-C and kill reach what starts and stops the others.
exec "$java" -Xmx64m -cp examples/widgets/target/classes dev.spoor.examples.demo.Demo "$@"
