package dev.spoor.localagent.status;

import dev.spoor.localagent.json.Json;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What the status page says, as JSON, and how full the stores are. Thread safe. */
public final class Overview {
  private final Traffic traffic;
  private final Rates rates;
  private final String receiver;
  private final LongSupplier uptimeSeconds;
  private final Consumer<Json> stores;

  /**
   * @param receiver host and port that tracers send to
   * @param stores writes members about what is kept
   */
  public Overview(
      Traffic traffic,
      Rates rates,
      String receiver,
      LongSupplier uptimeSeconds,
      Consumer<Json> stores) {
    this.traffic = traffic;
    this.rates = rates;
    this.receiver = receiver;
    this.uptimeSeconds = uptimeSeconds;
    this.stores = stores;
  }

  public String json() {
    Runtime memory = Runtime.getRuntime();
    Json json = new Json().open('{');
    json.key("pid").number(ProcessHandle.current().pid()).key("receiver").string(receiver);
    json.key("uptime").number(uptimeSeconds.getAsLong());
    json.key("heap").number(memory.totalMemory() - memory.freeMemory());
    json.key("max_heap").number(memory.maxMemory());
    stores.accept(json);
    Traffic.Minute minute = traffic.minute();
    json.key("clients").open('[');
    minute.clients().forEach((client, tally) -> client(json, client, tally));
    json.close(']').key("kept");
    tally(json.open('{'), minute.kept());
    json.close('}').key("stats");
    tally(json.open('{'), minute.stats());
    json.close('}').key("rates").open('[');
    rate(json, Rates.DEFAULT, rates.defaultRate());
    rates.snapshot().forEach((key, rate) -> rate(json, key, rate));
    return json.close(']').close('}').toString();
  }

  private void rate(Json json, String key, double rate) {
    json.open('{').key("key").string(key).key("rate").number(rate);
    json.key("set").bool(rates.isSet(key)).close('}');
  }

  private static void client(Json json, Client client, Tally tally) {
    json.open('{').key("client").string(client.describe());
    json.key("endpoint").string(client.endpoint());
    tally(json, tally);
    json.key("spans").number(tally.spans);
    reasons(json.key("dropped"), tally.dropped);
    reasons(json.key("malformed"), tally.malformed);
    json.close('}');
  }

  private static void tally(Json json, Tally tally) {
    json.key("payloads").number(tally.payloads).key("traces").number(tally.traces);
    json.key("bytes").number(tally.bytes);
  }

  private static void reasons(Json json, Map<String, Long> counts) {
    json.open('{');
    counts.forEach((reason, count) -> json.key(reason).number(count));
    json.close('}');
  }
}
