package dev.spoor.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is current on a thread. */
class ContextTest {
  private static final class Sample extends Context {
    @Override
    public Object span() {
      return null;
    }
  }

  private final Context first = new Sample();
  private final Context second = new Sample();

  @AfterEach
  void clear() {
    Context.swap(null);
    Context.setNote(null);
  }

  @Test
  void nothingIsCurrentAtFirst() {
    assertThat(Context.current()).isNull();
    assertThat(Context.note()).isNull();
  }

  @Test
  void swapAnswersWhatHasToBePutBack() {
    assertThat(Context.swap(first)).isNull();
    assertThat(Context.swap(second)).isSameAs(first);
    assertThat(Context.current()).isSameAs(second);
    assertThat(Context.swap(first)).isSameAs(second);
    assertThat(Context.swap(null)).isSameAs(first);
    assertThat(Context.current()).isNull();
  }

  @Test
  void theNoteIsApartFromTheContext() {
    Object note = new Object();
    Context.setNote(note);
    Context.swap(first);
    assertThat(Context.note()).isSameAs(note);
    Context.setNote(null);
    assertThat(Context.note()).isNull();
    assertThat(Context.current()).isSameAs(first);
  }

  @Test
  void threadsDoNotSeeEachOther() throws Exception {
    Context.swap(first);
    AtomicReference<Context> seen = new AtomicReference<>(first);
    Thread thread = new Thread(() -> seen.set(Context.current()));
    thread.start();
    thread.join();
    assertThat(seen.get()).isNull();
  }
}
