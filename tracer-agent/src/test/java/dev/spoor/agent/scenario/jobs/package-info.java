/** Programs that run background jobs. */
package dev.spoor.agent.scenario.jobs;
