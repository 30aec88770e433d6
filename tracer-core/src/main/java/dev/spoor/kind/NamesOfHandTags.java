package dev.spoor.kind;

import dev.spoor.trace.HandTagTexts;
import org.jspecify.annotations.Nullable;

/** Resources for what applications tag by hand, as instrumentation would name it. */
public final class NamesOfHandTags implements HandTagTexts {
  private final boolean removeTrailingSlash;

  public NamesOfHandTags(KindSettings settings) {
    this.removeTrailingSlash = settings.config().removeTrailingSlash();
  }

  @Override
  public String statement(String sql) {
    return SqlObfuscator.obfuscate(sql);
  }

  @Override
  public String resource(@Nullable String method, String url) {
    String clean = UrlText.clean(url);
    int scheme = clean.indexOf("://");
    int slash = scheme < 0 ? 0 : clean.indexOf('/', scheme + 3);
    String path = slash < 0 ? "/" : clean.substring(slash);
    return ResourceNames.of(method, path.startsWith("/") ? path : "/", removeTrailingSlash);
  }
}
