package dev.spoor.propagation;

/** Sets a header of an outgoing request, replacing what is there. */
@FunctionalInterface
public interface HeaderSetter<C> {
  void set(C carrier, String name, String value);
}
