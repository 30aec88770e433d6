/** Plays Heroku: what happens around the example's processes in a dyno. */
package dev.spoor.examples.heroku;
