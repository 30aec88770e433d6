package dev.spoor.examples.widgets;

import org.jspecify.annotations.Nullable;

/** What somebody sends to have a widget made, as a form or as JSON; any of it may be missing. */
record WidgetForm(@Nullable String name, @Nullable String description, @Nullable Integer stock) {

  /** Returns what is wrong with it, in words for the sender; empty when nothing is. */
  String complaint() {
    if (name == null || name.isBlank()) {
      return "a widget needs a name";
    }
    if (name.length() > 100) {
      return "a name has at most 100 characters";
    }
    return stock != null && stock < 0 ? "stock cannot be below zero" : "";
  }

  String cleanName() {
    return name == null ? "" : name.strip();
  }

  String cleanDescription() {
    return description == null ? "" : description.strip();
  }

  int cleanStock() {
    return stock == null ? 0 : stock;
  }
}
