package dev.spoor.trace;

import dev.spoor.diag.Log;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tags whose value becomes the service of their span ({@code DD_TRACE_SPLIT_BY_TAGS}), by the rules
 * of Datadog's Java tracer: the tag itself is not kept, but for {@code servlet.context}, whose
 * service is the path without its slash, and a name from the settings for {@code /}; and names by
 * which spans are told apart stay what they are. Immutable.
 */
final class SplitTags {
  static final String SOURCE = "opt.split_by_tags";
  static final String CONTEXT_SOURCE = "opt.split_by_servlet_context";
  private static final Set<String> KEPT =
      Set.of(Tags.HTTP_METHOD, Tags.HTTP_URL, Tags.HTTP_STATUS, Tags.SPAN_KIND, "peer.service");

  private final Set<String> names;
  private final Map<String, String> reportedNames;
  private final String rootContext;

  private SplitTags(Set<String> names, Map<String, String> reportedNames, String rootContext) {
    this.names = names;
    this.reportedNames = reportedNames;
    this.rootContext = rootContext;
  }

  /**
   * Null if there is nothing to split by; a line for names that cannot be.
   *
   * @param reportedNames the services' names to the ones that they are reported by
   * @param rootContext the service of the servlet context {@code /}
   */
  static @Nullable SplitTags of(
      Collection<String> tags, Map<String, String> reportedNames, String rootContext) {
    Set<String> names = new HashSet<>();
    for (String tag : tags) {
      if (KEPT.contains(tag)) {
        Log.warn("DD_TRACE_SPLIT_BY_TAGS: " + tag + " cannot be a service; ignored");
      } else {
        names.add(tag);
      }
    }
    return names.isEmpty() ? null : new SplitTags(names, reportedNames, rootContext);
  }

  /**
   * Puts a span into the service that a tag names, if it is one of these.
   *
   * @return whether the tag is not to be stored any more
   */
  boolean take(SpanTags span, String key, Object value) {
    String service = names.contains(key) ? service(key, value.toString()) : "";
    if (service.isEmpty()) {
      return false;
    }
    span.setService(service, source(key));
    return !isContext(key);
  }

  /** The same for spans that are yet to be made. */
  boolean take(Blueprint.Draft draft, String key, String value) {
    String service = names.contains(key) ? service(key, value) : "";
    if (service.isEmpty()) {
      return false;
    }
    draft.service(reportedNames.getOrDefault(service, service), source(key));
    return !isContext(key);
  }

  private static boolean isContext(String key) {
    return key.equals(Tags.SERVLET_CONTEXT);
  }

  private static String source(String key) {
    return isContext(key) ? CONTEXT_SOURCE : SOURCE;
  }

  /** Empty for none. */
  private String service(String key, String value) {
    String name = value.strip();
    if (isContext(key) && name.startsWith("/")) {
      return name.length() == 1 ? rootContext : name.substring(1);
    }
    return name;
  }
}
