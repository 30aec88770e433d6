/** Tests of the transport, over real sockets on loopback. */
@NullMarked
package dev.spoor.transport;

import org.jspecify.annotations.NullMarked;
