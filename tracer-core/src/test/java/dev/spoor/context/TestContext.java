package dev.spoor.context;

import org.jspecify.annotations.Nullable;

/** A context without a span, whose end the test decides. */
final class TestContext extends Context {
  volatile boolean over;

  @Override
  public @Nullable Object span() {
    return null;
  }

  @Override
  public boolean isOver() {
    return over;
  }

  /** Runs {@code body} with this context current. */
  void within(Runnable body) {
    Context before = Context.swap(this);
    try {
      body.run();
    } finally {
      Context.swap(before);
    }
  }
}
