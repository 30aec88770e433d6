package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class StackTextTest {
  @Test
  void readsLikeTheStackTraceOfTheJvm() {
    Throwable cause = new IllegalStateException("inner");
    Throwable thrown = new RuntimeException("outer", cause);
    thrown.addSuppressed(new IOException("closing"));
    StringWriter expected = new StringWriter();
    thrown.printStackTrace(new PrintWriter(expected));

    assertThat(StackText.stack(thrown, 100_000))
        .isEqualTo(expected.toString().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void theStackIsCutToItsBytes() {
    Throwable thrown = new RuntimeException("größe \uD83D\uDE00".repeat(100));
    for (int limit = 0; limit < 300; limit++) {
      String stack = StackText.stack(thrown, limit);
      byte[] bytes = stack.getBytes(StandardCharsets.UTF_8);
      assertThat(bytes.length).isBetween(Math.max(0, limit - 4), limit);
      assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(stack);
    }
  }

  @Test
  void exceptionsThatMisbehaveCostOnlyTheirText() {
    Throwable hostile =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalStateException("getMessage");
          }

          @Override
          public StackTraceElement[] getStackTrace() {
            return null;
          }

          @Override
          public synchronized Throwable getCause() {
            throw new NoClassDefFoundError("getCause");
          }

          @Override
          public String toString() {
            throw new IllegalStateException("toString");
          }
        };
    assertThat(StackText.message(hostile)).isNull();
    assertThat(StackText.isBrokenPipe(hostile)).isFalse();
    assertThat(StackText.unwrap(hostile)).isSameAs(hostile);
    assertThat(StackText.stack(hostile, 1_000)).isEqualTo(hostile.getClass().getName() + "\n");
  }

  @Test
  void aGetterThatCallsItselfForEverIsSurvived() {
    Throwable endless =
        new RuntimeException() {
          @Override
          public String getMessage() {
            return getMessage() + "x";
          }
        };
    assertThat(StackText.message(endless)).isNull();
  }

  @Test
  void onlyAJvmOutOfMemoryIsPassedOn() {
    Throwable dying =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new OutOfMemoryError("test");
          }
        };
    assertThatThrownBy(() -> StackText.message(dying)).isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void circlesAndLongChainsEnd() {
    Exception first = new Exception("first");
    Exception second = new Exception("second", first);
    first.initCause(second);
    assertThat(StackText.stack(first, 100_000)).contains("CIRCULAR REFERENCE").contains("second");

    Throwable chain = new Exception("0");
    for (int i = 1; i < 5_000; i++) {
      chain = new Exception("e" + i, chain);
    }
    assertThat(StackText.stack(chain, 1_000_000)).contains("e4999").doesNotContain("e100:");
  }

  @Test
  void aMissingMessageIsNone() {
    assertThat(StackText.message(new Exception())).isNull();
    assertThat(StackText.message(new Exception(""))).isNull();
    assertThat(StackText.message(new Exception("a"))).isEqualTo("a");
    assertThat(StackText.message(new Exception("x".repeat(10_000)))).hasSize(5_000);
  }

  @Test
  void futuresAreUnwrapped() {
    IOException cause = new IOException("x");
    assertThat(StackText.unwrap(new ExecutionException(new ExecutionException(cause))))
        .isSameAs(cause);
    ExecutionException empty = new ExecutionException("x", null);
    assertThat(StackText.unwrap(empty)).isSameAs(empty);
    assertThat(StackText.unwrap(cause)).isSameAs(cause);
  }

  @Test
  void aBrokenPipeIsKnownByItsMessageOrThatOfItsCause() {
    assertThat(StackText.isBrokenPipe(new IOException("Broken pipe"))).isTrue();
    assertThat(StackText.isBrokenPipe(new RuntimeException("x", new IOException("broken pipe"))))
        .isTrue();
    assertThat(StackText.isBrokenPipe(new IOException("Broken pipe!"))).isFalse();
    assertThat(StackText.isBrokenPipe(new IOException())).isFalse();
  }
}
