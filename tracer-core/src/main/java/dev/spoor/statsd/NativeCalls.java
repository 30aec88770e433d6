package dev.spoor.statsd;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Functions of the C library as method handles, by {@code java.lang.foreign}, which exists from JDK
 * 22 on; this code is compiled for 17 and finds it by name.
 *
 * <p>The JVM prints a warning when this is first used, unless it was started with {@code
 * --enable-native-access=ALL-UNNAMED}; so nothing is loaded here unless a user asked for a unix
 * datagram socket, or gave that permission. Each call keeps the C library's error number in {@link
 * #state}; an object is used by one thread at a time.
 */
final class NativeCalls {
  private static final int FIRST_VERSION = 22;

  private final Object linker;
  private final Object lookup;
  private final Method downcall;
  private final Method find;
  private final Method descriptor;
  private final Method ofBuffer;
  private final Class<?> layout;
  private final Class<?> values;
  private final Object options;
  private final ByteBuffer stateBytes =
      ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
  private final Object state;

  private NativeCalls() throws ReflectiveOperationException {
    Class<?> linkerType = type("Linker");
    Class<?> optionType = type("Linker$Option");
    Class<?> descriptorType = type("FunctionDescriptor");
    Class<?> segmentType = type("MemorySegment");
    layout = type("MemoryLayout");
    values = type("ValueLayout");
    linker = linkerType.getMethod("nativeLinker").invoke(null);
    lookup = linkerType.getMethod("defaultLookup").invoke(linker);
    find = type("SymbolLookup").getMethod("find", String.class);
    options = Array.newInstance(optionType, 1);
    Object capture =
        optionType
            .getMethod("captureCallState", String[].class)
            .invoke(null, (Object) new String[] {"errno"});
    Array.set(options, 0, capture);
    downcall =
        linkerType.getMethod("downcallHandle", segmentType, descriptorType, options.getClass());
    descriptor = descriptorType.getMethod("of", layout, layout.arrayType());
    ofBuffer = segmentType.getMethod("ofBuffer", Buffer.class);
    state = segment(stateBytes);
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName("java.lang.foreign.".concat(name));
  }

  /** Whether this JVM can do it at all. */
  static boolean isSupported() {
    return Runtime.version().feature() >= FIRST_VERSION
        && !System.getProperty("os.name", "").startsWith("Windows");
  }

  /** Whether it can be done without a warning on standard error. */
  static boolean isPermitted() {
    if (!isSupported()) {
      return false;
    }
    try {
      Method asks = Module.class.getMethod("isNativeAccessEnabled");
      return Boolean.TRUE.equals(asks.invoke(NativeCalls.class.getModule()));
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  static NativeCalls load() throws ReflectiveOperationException {
    return new NativeCalls();
  }

  /**
   * A function of the C library. Its handle takes the {@link #state} first, addresses as {@code
   * Object}.
   *
   * @param types result and parameters: I for int, L for long (of 64 bits), A for an address
   */
  MethodHandle function(String name, String types) throws ReflectiveOperationException {
    Object parameters = Array.newInstance(layout, types.length() - 1);
    Class<?>[] java = new Class<?>[types.length()];
    java[0] = Object.class;
    for (int i = 1; i < types.length(); i++) {
      Array.set(parameters, i - 1, value(types.charAt(i)));
      java[i] = javaType(types.charAt(i));
    }
    Object shape = descriptor.invoke(null, value(types.charAt(0)), parameters);
    Object address = ((Optional<?>) find.invoke(lookup, name)).orElseThrow();
    MethodHandle handle = (MethodHandle) downcall.invoke(linker, address, shape, options);
    return handle.asType(MethodType.methodType(javaType(types.charAt(0)), java));
  }

  private @Nullable Object value(char type) throws ReflectiveOperationException {
    String name =
        switch (type) {
          case 'I' -> "JAVA_INT";
          case 'L' -> "JAVA_LONG";
          default -> "ADDRESS";
        };
    return values.getField(name).get(null);
  }

  private static Class<?> javaType(char type) {
    return switch (type) {
      case 'I' -> int.class;
      case 'L' -> long.class;
      default -> Object.class;
    };
  }

  /** A buffer outside the heap as the address of its first byte. */
  Object segment(ByteBuffer direct) throws ReflectiveOperationException {
    ByteBuffer whole = direct.duplicate();
    whole.clear();
    return ofBuffer.invoke(null, whole);
  }

  Object state() {
    return state;
  }

  /** The error number of the call before. */
  int error() {
    return stateBytes.getInt(0);
  }
}
