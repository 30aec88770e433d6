package dev.spoor.conformance;

import dev.spoor.propagation.HeaderGetter;
import java.util.ArrayList;
import java.util.List;

/** Headers as callers send them: a list of lists of a name and a value. Names may come again. */
final class HeaderList implements HeaderGetter<List<?>> {
  static final HeaderList GETTER = new HeaderList();

  @Override
  public String get(List<?> headers, String name) {
    return get(headers, name, 0);
  }

  @Override
  public String get(List<?> headers, String name, int index) {
    int seen = 0;
    for (Object header : headers) {
      if (header instanceof List<?> pair
          && pair.size() == 2
          && name.equalsIgnoreCase(pair.get(0).toString())
          && seen++ == index) {
        return String.valueOf(pair.get(1));
      }
    }
    return null;
  }

  @Override
  public Iterable<String> names(List<?> headers) {
    List<String> names = new ArrayList<>();
    for (Object header : headers) {
      if (header instanceof List<?> pair && pair.size() == 2) {
        names.add(pair.get(0).toString());
      }
    }
    return names;
  }
}
