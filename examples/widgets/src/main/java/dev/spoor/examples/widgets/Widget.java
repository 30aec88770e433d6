package dev.spoor.examples.widgets;

import java.time.Instant;

/** Something on the shelf. */
record Widget(
    long id, String name, String description, int stock, Instant createdAt, Instant updatedAt) {}
