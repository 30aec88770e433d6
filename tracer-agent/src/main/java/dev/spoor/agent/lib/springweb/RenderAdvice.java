package dev.spoor.agent.lib.springweb;

import dev.spoor.kind.ServedRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;

/** A view is rendered: its name and time go to the log line. */
final class RenderAdvice {
  private RenderAdvice() {}

  private record Rendering(ServedRequest served, @Nullable String view, long start) {}

  static @Nullable Object enter(Object self, ModelAndView view, Object request) {
    ServedRequest served = RequestAttributes.served(request);
    return served == null ? null : new Rendering(served, view.getViewName(), System.nanoTime());
  }

  static void exit(Object state) {
    Rendering rendering = (Rendering) state;
    rendering.served.addView(rendering.view, System.nanoTime() - rendering.start);
  }
}
