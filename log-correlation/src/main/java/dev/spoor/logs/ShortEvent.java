package dev.spoor.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * An event whose line was too long, with bounds for its long texts. All else is the event's own.
 * Short-lived, one thread.
 */
final class ShortEvent implements ILoggingEvent {
  private final ILoggingEvent event;
  private final int stackChars;
  private final int errorChars;
  private final int messageChars;

  /**
   * @param stackChars most characters of the stack trace
   * @param errorChars of the message of the exception
   * @param messageChars of the event's own message
   */
  ShortEvent(ILoggingEvent event, int stackChars, int errorChars, int messageChars) {
    this.event = event;
    this.stackChars = stackChars;
    this.errorChars = errorChars;
    this.messageChars = messageChars;
  }

  /** The event itself: a converter of somebody else's may know its class. */
  ILoggingEvent whole() {
    return event;
  }

  @Nullable String stack(@Nullable String text) {
    return cut(text, stackChars);
  }

  @Nullable String error(@Nullable String text) {
    return cut(text, errorChars);
  }

  private static @Nullable String cut(@Nullable String text, int length) {
    return text == null || text.length() <= length ? text : LineText.head(text, length) + "...";
  }

  @Override
  public String getFormattedMessage() {
    return String.valueOf(cut(event.getFormattedMessage(), messageChars));
  }

  @Override
  public String getThreadName() {
    return event.getThreadName();
  }

  @Override
  public Level getLevel() {
    return event.getLevel();
  }

  @Override
  public String getMessage() {
    return String.valueOf(cut(event.getMessage(), messageChars));
  }

  @Override
  public Object[] getArgumentArray() {
    return event.getArgumentArray();
  }

  @Override
  public String getLoggerName() {
    return event.getLoggerName();
  }

  @Override
  public LoggerContextVO getLoggerContextVO() {
    return event.getLoggerContextVO();
  }

  @Override
  public IThrowableProxy getThrowableProxy() {
    return event.getThrowableProxy();
  }

  @Override
  public StackTraceElement[] getCallerData() {
    return event.getCallerData();
  }

  @Override
  public boolean hasCallerData() {
    return event.hasCallerData();
  }

  @Override
  public List<Marker> getMarkerList() {
    return event.getMarkerList();
  }

  @Override
  public Map<String, String> getMDCPropertyMap() {
    return event.getMDCPropertyMap();
  }

  @Override
  @Deprecated
  public Map<String, String> getMdc() {
    return event.getMDCPropertyMap();
  }

  @Override
  public long getTimeStamp() {
    return event.getTimeStamp();
  }

  @Override
  public int getNanoseconds() {
    return event.getNanoseconds();
  }

  @Override
  public Instant getInstant() {
    return event.getInstant();
  }

  @Override
  public long getSequenceNumber() {
    return event.getSequenceNumber();
  }

  @Override
  public List<KeyValuePair> getKeyValuePairs() {
    return event.getKeyValuePairs();
  }

  @Override
  public void prepareForDeferredProcessing() {
    event.prepareForDeferredProcessing();
  }
}
