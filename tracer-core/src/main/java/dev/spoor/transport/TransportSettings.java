package dev.spoor.transport;

import dev.spoor.config.AgentAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that the transport wants to know, with defaults in {@link #DEFAULTS}; {@link #toBuilder} is
 * the way to other values.
 *
 * @param address where the Agent listens
 * @param detectSocket use the Agent's default socket if that file exists, the address otherwise
 * @param timeout for connecting, and again for one request with its reply
 * @param flushInterval how long a trace waits at most before an attempt to send it
 * @param queueBytes upper bound of the memory in which traces wait
 * @param externalEnv value of the variable DD_EXTERNAL_ENV, or null
 * @param payloadTag a tag of each payload's first span, or null
 * @param compactForm makes payloads of v0.5, for users who ask for them; null for v0.4
 * @param waitingForm how traces stand in what is offered; plain together with a compact form
 */
public record TransportSettings(
    AgentAddress address,
    boolean detectSocket,
    Duration timeout,
    Duration flushInterval,
    long queueBytes,
    @Nullable String externalEnv,
    @Nullable PayloadTag payloadTag,
    @Nullable CompactForm compactForm,
    WaitingForm waitingForm) {

  private static final long MIB = 1024 * 1024;

  /** Where an Agent listens if nothing is said, and everything else as it is without settings. */
  public static final TransportSettings DEFAULTS = new Builder().build();

  @SuppressWarnings("ReferenceEquality") // there is one plain form
  public TransportSettings {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(timeout, "timeout");
    Objects.requireNonNull(flushInterval, "flushInterval");
    // Constant messages: this runs before main, and joining strings wakes a good part of the JDK.
    require(!address.host().isBlank(), "host is empty");
    require(address.port() >= 1 && address.port() <= 65_535, "port is not between 1 and 65535");
    require(!address.basePath().endsWith("/"), "basePath ends with a slash");
    require(!timeout.isNegative() && !timeout.isZero(), "timeout is not positive");
    require(!flushInterval.isNegative() && !flushInterval.isZero(), "interval is not positive");
    require(
        compactForm == null || waitingForm == WaitingForm.PLAIN, "compactForm needs plain traces");
    require(queueBytes >= TraceQueue.SLAB_BYTES, "queueBytes is below 131072");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** A sixty-fourth of the heap, at least 1 MiB and at most 16 MiB. */
  public static long queueBytesFor(long maxHeapBytes) {
    return Math.max(MIB, Math.min(16 * MIB, maxHeapBytes / 64));
  }

  /** The defaults, to be changed. */
  public static Builder builder() {
    return new Builder();
  }

  /** These values, to be changed. */
  public Builder toBuilder() {
    return new Builder()
        .address(address)
        .detectSocket(detectSocket)
        .timeout(timeout)
        .flushInterval(flushInterval)
        .queueBytes(queueBytes)
        .externalEnv(externalEnv)
        .payloadTag(payloadTag)
        .compactForm(compactForm)
        .waitingForm(waitingForm);
  }

  /** Collects values; not thread safe. What is wrong with them {@link #build} tells. */
  public static final class Builder {
    private AgentAddress address = AgentAddress.DEFAULT;
    private boolean detectSocket;
    private Duration timeout = Duration.ofSeconds(10);
    private Duration flushInterval = Duration.ofSeconds(1);
    private long queueBytes = queueBytesFor(Runtime.getRuntime().maxMemory());
    private @Nullable String externalEnv;
    private @Nullable PayloadTag payloadTag;
    private @Nullable CompactForm compactForm;
    private WaitingForm waitingForm = WaitingForm.PLAIN;

    private Builder() {}

    public Builder address(AgentAddress value) {
      address = value;
      return this;
    }

    /** For when no address was configured at all. */
    public Builder detectSocket(boolean value) {
      detectSocket = value;
      return this;
    }

    public Builder timeout(Duration value) {
      timeout = value;
      return this;
    }

    public Builder flushInterval(Duration value) {
      flushInterval = value;
      return this;
    }

    public Builder queueBytes(long value) {
      queueBytes = value;
      return this;
    }

    /** Null leaves the header out. */
    public Builder externalEnv(@Nullable String value) {
      externalEnv = value;
      return this;
    }

    /** Null for none. */
    public Builder payloadTag(@Nullable PayloadTag value) {
      payloadTag = value;
      return this;
    }

    /** Asks for v0.5, if the Agent has it; null for v0.4. */
    public Builder compactForm(@Nullable CompactForm value) {
      compactForm = value;
      return this;
    }

    /** How traces stand in what is offered. */
    public Builder waitingForm(WaitingForm value) {
      waitingForm = value;
      return this;
    }

    /**
     * The settings so far.
     *
     * @throws IllegalArgumentException if a value cannot be meant; the message is fit for a log
     *     line
     */
    public TransportSettings build() {
      return new TransportSettings(
          address,
          detectSocket,
          timeout,
          flushInterval,
          queueBytes,
          externalEnv,
          payloadTag,
          compactForm,
          waitingForm);
    }
  }
}
