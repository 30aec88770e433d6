package dev.spoor.agent.plugin;

/** What an advice class does to a method; the kinds are explained in {@link Plugin}. */
public sealed interface Action {
  /** Simple name of the advice class, nested in the plugin or beside it. */
  String advice();

  /** {@code enter}/{@code exit} or {@code after} around the body. */
  record Around(String advice) implements Action {}

  /** {@code replace} at entry, for one argument, counted from 0 without the receiver. */
  record ReplaceArgument(String advice, int index) implements Action {}

  /** {@code call} in place of a call instruction inside the body; the owner is an internal name. */
  record ReplaceCalls(String advice, String owner, String name, String descriptor)
      implements Action {}
}
