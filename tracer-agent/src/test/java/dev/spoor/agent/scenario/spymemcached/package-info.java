/** A program that uses spymemcached. */
package dev.spoor.agent.scenario.spymemcached;
