package dev.spoor.localagent.drain;

import dev.spoor.localagent.metrics.Metric;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a drain delivers and hands on what is in it. A frame that is delivered again, because
 * the answer to the first got lost, is recognised by its id and left out. Thread safe; remembers a
 * bounded number of ids.
 */
public final class DrainReader {
  private static final int FRAME_IDS = 1_000;

  private final Sink sink;
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<String, Boolean> frames =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > FRAME_IDS;
        }
      };

  public DrainReader(Sink sink) {
    this.sink = sink;
  }

  /** Where that which was read goes; called by whichever thread reads. */
  public interface Sink {
    /** Any message, router lines included. */
    void message(DrainMessage message, @Nullable RouterLine router);

    void metric(Metric metric);
  }

  /**
   * How it went.
   *
   * @param messages that were read
   * @param bad messages and remainders that could not be
   */
  public record Result(int messages, int bad) {}

  /**
   * Reads one request's body.
   *
   * @param frameId the header Logplex-Frame-Id, null if there was none
   * @param appname tag for the metrics; empty for no such tag
   */
  public Result read(byte[] body, @Nullable String frameId, String appname) {
    if (frameId != null && isKnown(frameId)) {
      return new Result(0, 0);
    }
    LogplexFrames frames = LogplexFrames.of(body);
    int bad = frames.rest() > 0 ? 1 : 0;
    for (String text : frames.messages()) {
      DrainMessage message = DrainMessage.parse(text);
      if (message == null) {
        bad++;
        continue;
      }
      sink.message(message, message.isRouter() ? RouterLine.parse(message.text()) : null);
      DrainMetrics.of(message, appname, sink::metric);
    }
    return new Result(frames.messages().size() - bad + (frames.rest() > 0 ? 1 : 0), bad);
  }

  private boolean isKnown(String frameId) {
    String id = frameId.length() > 100 ? frameId.substring(0, 100) : frameId;
    lock.lock();
    try {
      return frames.put(id, true) != null;
    } finally {
      lock.unlock();
    }
  }
}
