package dev.spoor.agent.lib.springweb;

import dev.spoor.kind.ServedRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;

/**
 * A view is rendered: its name and time go to the log line. What a template waits for the database
 * counts there and not twice.
 */
final class RenderAdvice {
  private RenderAdvice() {}

  private record Rendering(
      ServedRequest served, @Nullable String view, long start, long callsBefore) {}

  static @Nullable Object enter(Object self, ModelAndView view, Object request) {
    ServedRequest served = RequestAttributes.served(request);
    return served == null
        ? null
        : new Rendering(served, view.getViewName(), System.nanoTime(), calls(served));
  }

  static void exit(Object state) {
    Rendering rendering = (Rendering) state;
    long called = calls(rendering.served) - rendering.callsBefore;
    long time = System.nanoTime() - rendering.start - called;
    rendering.served.addView(rendering.view, Math.max(0, time));
  }

  private static long calls(ServedRequest served) {
    return served.span().trace().totals().sqlNanos();
  }
}
