package dev.spoor.agent.weave;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Methods of every shape, for the weaver; each says what it returns when nobody interferes. */
public class Shapes implements Callable<Object> {
  private final String made;

  public Shapes() {
    this.made = "plain";
  }

  /** The receiver is not initialised while the arguments of this() branch. */
  public Shapes(boolean first, String text) {
    this(first ? text + "1" : text + "2");
  }

  private Shapes(String made) {
    this.made = made;
  }

  @Override
  public String toString() {
    return made;
  }

  @Override
  public Object call() {
    return made;
  }

  public boolean aBoolean(boolean value) {
    return !value;
  }

  public byte aByte(byte value) {
    return ++value;
  }

  public char aChar(char value) {
    return ++value;
  }

  public short aShort(short value) {
    return ++value;
  }

  public static int anInt(int value) {
    return value + 1;
  }

  public long aLong(long value, int more) {
    long doubled = value * 2;
    return doubled + more;
  }

  public float aFloat(float value) {
    return value + 1;
  }

  public static double aDouble(double value) {
    double half = value / 2;
    return half + 1;
  }

  public String aString(String value) {
    return value == null ? "none" : value;
  }

  public int[][] anArray(int size) {
    return new int[size][1];
  }

  public void nothing() {}

  public long loops(int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      double half = i / 2.0;
      if (half > 1000) {
        return -1;
      }
      sum += (long) half;
    }
    return sum;
  }

  public static int loopsFromTheStart(int count) {
    while (true) {
      if (--count < 0) {
        return count;
      }
    }
  }

  public int throwsSometimes(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative");
    }
    try {
      return 10 / value;
    } catch (ArithmeticException e) {
      return 0;
    }
  }

  public int finallyReturns(int value) {
    int result = 0;
    try {
      result = 10 / value;
      return result;
    } finally {
      result += 5;
      made.length();
    }
  }

  public synchronized String locked(Object lock) {
    synchronized (lock) {
      return Thread.holdsLock(this) + " " + Thread.holdsLock(lock);
    }
  }

  public String switches(String value) {
    return switch (value) {
      case "a" -> "A";
      case "b", "c" -> {
        String text = value + value;
        yield text;
      }
      default -> throw new IllegalStateException(value);
    };
  }

  public String lambda(String value) {
    Supplier<String> supplier = () -> value + made;
    return supplier.get();
  }

  public long add(int left, long right) {
    return left + right;
  }

  public String uninteresting() {
    return "same";
  }

  public String thrower(String message) {
    throw new UnsupportedOperationException(message);
  }

  public String overwritesArguments(String text, long wide, double wider, int[] array) {
    String result = text + wide;
    text = "other";
    wide = -1;
    wider = -1;
    array = new int[0];
    return result + array.length + (wide + wider) + text;
  }

  public void voidAfter(String text) {
    text = "other";
    if (text.isEmpty()) {
      return;
    }
    nothing();
  }

  public double wide(long first, double second, int third) {
    return first + second + third;
  }

  public String wrongly() {
    return "right";
  }

  public void stateful(StringBuilder text) {
    text.append("body ");
  }

  public static String both(String text) {
    return "body " + text;
  }

  public String calls(String text) {
    return hidden(text) + Math.max(1L, 2L);
  }

  private String hidden(String text) {
    return text + made;
  }
}
