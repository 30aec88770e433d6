/**
 * What is known of the statements of an application, whatever loader their classes come from: one
 * for all copies of the JDBC plugin, and holding none of them.
 */
@NullMarked
package dev.spoor.agent.sql;

import org.jspecify.annotations.NullMarked;
