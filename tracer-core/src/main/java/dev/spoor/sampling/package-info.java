/**
 * Which traces are kept, and which spans of others: rates that the Agent answers with, rules of the
 * settings. Decisions are made on application threads: no lock, no regular expression, and no
 * allocation once the rules are read.
 */
@NullMarked
package dev.spoor.sampling;

import org.jspecify.annotations.NullMarked;
