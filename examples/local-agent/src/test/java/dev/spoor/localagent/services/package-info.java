/** Tests of the services part. */
@NullMarked
package dev.spoor.localagent.services;

import org.jspecify.annotations.NullMarked;
