package dev.spoor.examples.widgets;

import java.util.Optional;

/** Text that is kept for some seconds. Never the only copy: one that is down costs time only. */
interface TextCache {

  /** How long a copy is kept. */
  int SECONDS = 10;

  Optional<String> find(String key);

  void keep(String key, String value);
}
