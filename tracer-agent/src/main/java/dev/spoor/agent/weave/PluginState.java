package dev.spoor.agent.weave;

import dev.spoor.agent.plugin.Plugin;
import java.util.concurrent.atomic.AtomicInteger;

/** What became of a plugin so far; only counts, so that it holds no class and no loader. */
public final class PluginState {
  final Plugin plugin;
  private final String name;
  final AtomicInteger matched = new AtomicInteger();
  final AtomicInteger linked = new AtomicInteger();
  final AtomicInteger failed = new AtomicInteger();

  PluginState(Plugin plugin) {
    this.plugin = plugin;
    this.name = plugin.name();
  }

  public String name() {
    return name;
  }

  /** Classes woven. */
  public int matched() {
    return matched.get();
  }

  /** Call sites that were reached and linked to advice. */
  public int linked() {
    return linked.get();
  }

  /** Classes that could not be woven, call sites that could not be linked, calls that failed. */
  public int failed() {
    return failed.get();
  }

  @Override
  public String toString() {
    return name + " matched=" + matched + " linked=" + linked + " failed=" + failed;
  }
}
