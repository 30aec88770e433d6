package dev.spoor.localagent.drain;

import dev.spoor.localagent.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes metrics of a drain's lines, those that are elsewhere built by hand from indexed logs. Tags
 * are few on purpose: {@code appname}, {@code dyno}, {@code dynotype}, {@code http.status_code},
 * and {@code code} on errors. Stateless.
 *
 * <ul>
 *   <li>{@code heroku.router.requests}, {@code .errors}: counts
 *   <li>{@code heroku.router.duration}, {@code .connect}, {@code .service}: distributions in
 *       milliseconds; {@code .bytes}
 *   <li>{@code heroku.cpu.1m}, {@code .5m}, {@code .15m}: load averages
 *   <li>{@code heroku.memory.total}, {@code .rss}, {@code .cache}, {@code .swap}, {@code .quota} in
 *       megabytes as the line has them; {@code .pgpgin}, {@code .pgpgout} in pages
 *   <li>{@code heroku.errors}: count of R and L codes
 *   <li>{@code heroku.postgres.*}, {@code heroku.redis.*}: samples of add-ons, as they are
 * </ul>
 */
public final class DrainMetrics {
  private static final Pattern ERROR = Pattern.compile("Error ([RL][0-9]{2})\\b.*", Pattern.DOTALL);

  private DrainMetrics() {}

  /**
   * Metrics of one message; most have none.
   *
   * @param appname for the tag of that name; empty for no such tag
   */
  public static void of(DrainMessage message, String appname, Consumer<Metric> metrics) {
    if (!message.app().equals("heroku")) {
      return;
    }
    RouterLine router = message.isRouter() ? RouterLine.parse(message.text()) : null;
    RuntimeSamples samples = router == null ? RuntimeSamples.parse(message.text()) : null;
    Matcher error = ERROR.matcher(message.text());
    if (router != null) {
      router(router, appname, metrics);
    } else if (samples != null) {
      samples(samples, message.process(), appname, metrics);
    } else if (error.matches()) {
      List<String> tags = tags(appname, message.process());
      tags.add("code:" + error.group(1));
      metrics.accept(Metric.count("heroku.errors", 1, tags));
    }
  }

  private static void router(RouterLine line, String appname, Consumer<Metric> metrics) {
    List<String> tags = tags(appname, line.dyno());
    if (line.status() >= 0) {
      tags.add("http.status_code:" + line.status());
    }
    metrics.accept(Metric.count("heroku.router.requests", 1, tags));
    if (line.durationNanos() >= 0) {
      double total = line.connectMillis() + line.serviceMillis();
      metrics.accept(Metric.distribution("heroku.router.duration", total, tags));
    }
    distribution("heroku.router.connect", line.connectMillis(), tags, metrics);
    distribution("heroku.router.service", line.serviceMillis(), tags, metrics);
    distribution("heroku.router.bytes", line.bytes(), tags, metrics);
    if (!line.code().isEmpty()) {
      tags.add("code:" + line.code());
      metrics.accept(Metric.count("heroku.router.errors", 1, tags));
    }
  }

  private static void distribution(
      String name, long value, List<String> tags, Consumer<Metric> metrics) {
    if (value >= 0) {
      metrics.accept(Metric.distribution(name, (double) value, tags));
    }
  }

  private static void samples(
      RuntimeSamples line, String process, String appname, Consumer<Metric> metrics) {
    boolean addon = process.startsWith("heroku-");
    List<String> tags = tags(appname, addon ? "" : line.source());
    if (addon) {
      tags.add("source:" + line.source());
    }
    for (RuntimeSamples.Sample sample : line.samples()) {
      String name = addon ? addonName(process, sample.name()) : dynoName(sample.name());
      metrics.accept(Metric.gauge(name, sample.value(), tags));
    }
  }

  private static String dynoName(String sample) {
    if (sample.startsWith("load_avg_")) {
      return "heroku.cpu." + clean(sample.substring(9));
    }
    return sample.startsWith("memory_")
        ? "heroku.memory." + clean(sample.substring(7))
        : "heroku." + clean(sample);
  }

  private static String addonName(String process, String sample) {
    return "heroku." + clean(process.substring(7)) + "." + clean(sample);
  }

  private static String clean(String name) {
    return name.replaceAll("[^A-Za-z0-9_.]", "_").toLowerCase(Locale.ROOT);
  }

  private static List<String> tags(String appname, String dyno) {
    List<String> tags = new ArrayList<>();
    if (!appname.isEmpty()) {
      tags.add("appname:" + appname);
    }
    if (!dyno.isEmpty()) {
      tags.add("dyno:" + dyno);
      tags.add("dynotype:" + DrainMessage.dynoType(dyno));
    }
    return tags;
  }
}
