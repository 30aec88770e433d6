/** Drives a headless Chromium over the DevTools protocol, for tests of pages. */
@NullMarked
package dev.spoor.examples.browser;

import org.jspecify.annotations.NullMarked;
