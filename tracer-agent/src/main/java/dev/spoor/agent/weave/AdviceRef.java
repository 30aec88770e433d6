package dev.spoor.agent.weave;

/**
 * How a woven call site names its advice: one string constant in the class file, because a single
 * static argument is what the JVM passes to a bootstrap method without any adapter.
 *
 * @param plugin name of the plugin
 * @param advice binary name of the advice class
 * @param descriptor of the advice method
 * @param extra by kind: the position of the value that stays in place if the advice cannot be
 *     linked, the original method of a replaced call, or what is told of an annotated method
 */
record AdviceRef(String plugin, String advice, String descriptor, String extra) {
  String encoded() {
    return plugin + " " + advice + " " + descriptor + " " + extra;
  }

  static AdviceRef decode(String encoded) {
    int first = encoded.indexOf(' ');
    int second = encoded.indexOf(' ', first + 1);
    int third = encoded.indexOf(' ', second + 1);
    return new AdviceRef(
        encoded.substring(0, first),
        encoded.substring(first + 1, second),
        encoded.substring(second + 1, third),
        encoded.substring(third + 1));
  }
}
