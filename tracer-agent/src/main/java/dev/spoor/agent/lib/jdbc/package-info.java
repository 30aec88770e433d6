/** JDBC, whatever the driver and the pool around it. */
@NullMarked
package dev.spoor.agent.lib.jdbc;

import org.jspecify.annotations.NullMarked;
