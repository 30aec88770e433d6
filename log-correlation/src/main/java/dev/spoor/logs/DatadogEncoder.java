package dev.spoor.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.spoor.diag.Counters;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import net.logstash.logback.composite.JsonProvider;
import net.logstash.logback.composite.JsonProviders;
import net.logstash.logback.composite.loggingevent.LogLevelValueJsonProvider;
import net.logstash.logback.composite.loggingevent.MdcJsonProvider;
import net.logstash.logback.composite.loggingevent.StackTraceJsonProvider;
import net.logstash.logback.decorate.JsonGeneratorDecorator;
import net.logstash.logback.encoder.LogstashEncoder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * One JSON object per line, as Datadog's log intake reads it without a pipeline: the fields of
 * logstash-logback-encoder, {@code dd{trace_id,span_id,env,service,version}}, {@code
 * "ddsource":"java"} and {@code error{kind,message,stack}}.
 *
 * <pre>{@code
 * <encoder class="dev.spoor.logs.DatadogEncoder"/>
 * }</pre>
 *
 * <p>Every setting of {@code LogstashEncoder} works here as well (custom fields, MDC keys, time
 * pattern, providers). Right behind asynchronous appenders and on virtual threads, with and without
 * the agent: ids are caught on the thread that logs, see {@link CorrelatedMdc}.
 *
 * <p>Names at the root never repeat: the encoder's own come first, a user's that collides gets a
 * suffix ({@code error_2}). A value that cannot be written as JSON (it throws, or it is endlessly
 * nested) costs its structure, never the line: the line is then written again with all values as
 * text and the cause under {@code encoder_error}.
 *
 * <p>Thread safe once started; Logback encodes outside its locks. Settings are read by {@link
 * #start()}. Not for request lines only: it writes whatever is logged.
 */
public final class DatadogEncoder extends LogstashEncoder {
  /** Text of one exception in characters; a runaway recursion alone has some 80,000. */
  private static final int DEFAULT_STACK_TRACE_LENGTH = 65_536;

  private static final LongAdder FALLBACK = Counters.of("logs.encoder.fallback");

  private final DdProvider dd;
  private final CorrelationIds ids;
  private final LineOptions options;
  private int maxLineBytes;
  private final AtomicBoolean told = new AtomicBoolean();
  private int stackTraceLength = DEFAULT_STACK_TRACE_LENGTH;
  private boolean errorObject = true;
  private @Nullable ThrowableHandlingConverter userConverter;
  private @Nullable PlainLine plainLine;
  private @Nullable LineBound bound;

  public DatadogEncoder() {
    this(CorrelationIds.TRACER, LineOptions.ofProcess());
  }

  /** With ids from elsewhere than the tracer, for tests. */
  DatadogEncoder(CorrelationIds ids) {
    this(ids, LineOptions.ofProcess());
  }

  DatadogEncoder(CorrelationIds ids, LineOptions options) {
    this.ids = ids;
    this.options = options;
    this.maxLineBytes = options.maxBytes();
    this.dd = new DdProvider(ids);
    // Jackson modules are looked up through the service loader otherwise: slow to start, and a
    // broken module on the class path breaks logging. Users can switch it on again.
    setFindAndRegisterJacksonModules(false);
    getJsonGeneratorDecorator().addDecorator((JsonGeneratorDecorator) DistinctNames::new);
  }

  /** What Datadog picks its pipeline by, {@code java} unless set; an empty text leaves it out. */
  public void setSource(@Nullable String source) {
    dd.setSource(source);
  }

  /** Writes {@code "dd.trace_id"} and the like at the root instead of the object {@code dd}. */
  public void setFlatIds(boolean flat) {
    dd.setFlat(flat);
  }

  /** Writes ids as {@code "0"} where there is no span, as the Ruby tracer does. */
  public void setZeroIds(boolean zero) {
    dd.setZeroIds(zero);
  }

  /**
   * Most characters of {@code error.stack}, 65,536 unless set; no effect with a throwable converter
   * of one's own. Values below 1 mean no limit.
   */
  public void setStackTraceLength(int length) {
    stackTraceLength = length < 1 ? Integer.MAX_VALUE : length;
  }

  /**
   * Most bytes of a line, its end not counted; 0 for no bound. Unless set it is {@code
   * DD_LOGS_MAX_LINE_BYTES}, else 9,900 on Heroku, whose log system cuts lines at 10,000 bytes and
   * so breaks their JSON. A line that is too long loses the end of {@code error.stack}, then of the
   * message, then the structure of its values, and says {@code "truncated":true}. Less than 512
   * counts as 512.
   */
  public void setMaxLineBytes(int bytes) {
    maxLineBytes = bytes <= 0 ? 0 : Math.max(512, bytes);
  }

  /**
   * False writes logstash-logback-encoder's {@code stack_trace} instead of the object {@code
   * error}.
   */
  public void setErrorObject(boolean errorObject) {
    this.errorObject = errorObject;
  }

  @Override
  public void setThrowableConverter(ThrowableHandlingConverter converter) {
    userConverter = converter;
    super.setThrowableConverter(converter);
  }

  @Override
  public void start() {
    if (isStarted()) {
      return;
    }
    if (plainLine == null) {
      // Once: an encoder may be stopped and started again, its providers stay.
      ThrowableHandlingConverter converter = converter();
      ErrorProvider error = new ErrorProvider(converter);
      super.setThrowableConverter(converter);
      arrange(error);
      PlainLine plain = new PlainLine(dd, error);
      plainLine = plain;
      bound = maxLineBytes == 0 ? null : new LineBound(maxLineBytes, error, plain);
    }
    if (getContext() instanceof LoggerContext context) {
      CorrelatedMdc.install(context, ids);
    }
    super.start();
  }

  private ThrowableHandlingConverter converter() {
    if (userConverter != null) {
      return userConverter;
    }
    return new StackConverter(stackTraceLength);
  }

  /**
   * Puts our providers behind the event's own fields and before everything that a user names, so
   * that ours keep their names in a collision.
   */
  private void arrange(ErrorProvider error) {
    JsonProviders<ILoggingEvent> providers = getProviders();
    List<JsonProvider<ILoggingEvent>> before = new ArrayList<>(providers.getProviders());
    before.forEach(providers::removeProvider);
    boolean placed = false;
    for (JsonProvider<ILoggingEvent> provider : before) {
      if (provider instanceof MdcJsonProvider mdc) {
        hideIds(mdc);
        mdc.addMdcEntryWriter(DatadogEncoder::writeText);
      }
      if (!(errorObject && provider instanceof StackTraceJsonProvider)) {
        providers.addProvider(provider);
      }
      if (!placed && provider instanceof LogLevelValueJsonProvider) {
        addOurs(providers, error);
        placed = true;
      }
    }
    if (!placed) {
      addOurs(providers, error);
    }
  }

  private void addOurs(JsonProviders<ILoggingEvent> providers, ErrorProvider error) {
    providers.addProvider(dd);
    if (errorObject) {
      providers.addProvider(error);
    }
  }

  /**
   * Stands behind the user's own writers and takes what they leave. The provider itself would write
   * a text as it writes any object, which makes Jackson look for a serializer for each entry: 24
   * bytes, and more time than the text takes.
   */
  private static boolean writeText(
      JsonGenerator generator, String name, String mdcKey, @Nullable String value) {
    generator.writeStringProperty(name, value);
    return true;
  }

  /**
   * The five keys have their own place; the provider allows either an include or an exclude list.
   */
  private static void hideIds(MdcJsonProvider mdc) {
    List<String> included = new ArrayList<>(mdc.getIncludeMdcKeyNames());
    if (included.isEmpty()) {
      CorrelationKeys.ALL.forEach(mdc::addExcludeMdcKeyName);
    } else if (included.removeAll(CorrelationKeys.ALL)) {
      mdc.setIncludeMdcKeyNames(included);
    }
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    PlainLine plain = plainLine;
    if (plain == null || !isStarted()) {
      return super.encode(event);
    }
    if (options.isLaidOut(event.getLoggerName())) {
      return event
          .getFormattedMessage()
          .concat(System.lineSeparator())
          .getBytes(StandardCharsets.UTF_8);
    }
    LineBound limit = bound;
    byte[] line = encode(event, plain);
    return limit == null || limit.holds(line)
        ? line
        : limit.shortened(event, line, each -> encode(each, plain));
  }

  private byte[] encode(ILoggingEvent event, PlainLine plain) {
    Throwable cause;
    try {
      byte[] line = super.encode(event);
      if (line.length > 0) {
        return line;
      }
      cause = new IOException("no line");
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // A stack overflow comes from a value that contains itself and is over when it arrives here;
      // other errors of the virtual machine pass.
      cause = e;
    }
    FALLBACK.increment();
    if (told.compareAndSet(false, true)) {
      addWarn("A value could not be written as JSON; such lines carry text only", cause);
    }
    return plain.encode(event, cause);
  }

  @Override
  public void encode(ILoggingEvent event, OutputStream stream) throws IOException {
    // Through the array on purpose: a line that fails half way must not have left bytes behind.
    stream.write(encode(event));
  }
}
