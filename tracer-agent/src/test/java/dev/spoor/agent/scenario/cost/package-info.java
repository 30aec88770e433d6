/** A program that tells what requests cost it. */
@NullMarked
package dev.spoor.agent.scenario.cost;

import org.jspecify.annotations.NullMarked;
