/**
 * What {@code demo.sh} runs: starts local-agent and widgets, sends requests, shows one of them as
 * trace and as log lines, and checks that the two belong together. JDK only, so that it runs from
 * the class folder.
 */
@NullMarked
package dev.spoor.examples.demo;

import org.jspecify.annotations.NullMarked;
