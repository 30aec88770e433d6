package dev.spoor.kind;

import dev.spoor.config.Config;
import dev.spoor.config.HttpSettings;
import dev.spoor.config.PropagationSettings;
import dev.spoor.config.PropagationStyle;
import dev.spoor.config.StatusSet;
import dev.spoor.propagation.PropagationRules;
import dev.spoor.propagation.Propagator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the kinds of span read from the settings, resolved once.
 *
 * @param propagator reads and writes trace headers
 * @param redactor takes secrets out of query strings
 * @param serverErrors HTTP statuses that make a server span an error
 * @param clientErrors HTTP statuses that make a client span an error
 * @param serverQuery whether server spans carry the query string
 * @param clientQuery whether client spans carry the query string
 * @param routeNames whether a framework's route becomes the resource name
 * @param ownServiceNames whether database and cache spans go under a service of their own
 * @param peerHostname whether {@code peer.hostname} is set
 * @param stackChars longest {@code error.stack}
 * @param requestHeaders of requests that become tags
 * @param responseHeaders of responses that become tags
 * @param headerBaggage headers of requests that become baggage; null for none
 * @param clientIp tags that tell whom a request came from; null for none
 * @param comments in SQL; null for none
 * @param config for what is read rarely
 */
public record KindSettings(
    Propagator propagator,
    QueryStringRedactor redactor,
    StatusSet serverErrors,
    StatusSet clientErrors,
    boolean serverQuery,
    boolean clientQuery,
    boolean routeNames,
    boolean ownServiceNames,
    boolean peerHostname,
    int stackChars,
    HeaderTags requestHeaders,
    HeaderTags responseHeaders,
    @Nullable HeaderTags headerBaggage,
    @Nullable ClientIpTags clientIp,
    @Nullable SqlComments comments,
    Config config) {

  private static volatile KindSettings active = of(Config.defaults());

  /** Settings from the configuration of the process. */
  public static KindSettings of(Config config) {
    return new KindSettings(
        new Propagator(rules(config)),
        new QueryStringRedactor(config.queryRedaction()),
        config.serverErrorStatuses(),
        config.clientErrorStatuses(),
        config.tagServerQueryString(),
        config.tagClientQueryString(),
        config.routeBasedNaming(),
        !config.removeIntegrationServiceNames(),
        config.peerHostnameEnabled(),
        config.stackTraceLengthLimit(),
        new HeaderTags(
            config.requestHeaderTags(), config.get(HttpSettings.REQUEST_HEADER_TAGS_COMMA)),
        new HeaderTags(config.responseHeaderTags(), true),
        config.requestHeaderBaggage().isEmpty()
            ? null
            : new HeaderTags(config.requestHeaderBaggage(), true),
        config.clientIpEnabled()
            ? new ClientIpTags(
                config.get(HttpSettings.CLIENT_IP_HEADER),
                config.get(HttpSettings.CLIENT_IP_RESOLVER))
            : null,
        SqlComments.of(config),
        config);
  }

  private static PropagationRules rules(Config config) {
    return new PropagationRules(
        names(config.extractStyles()),
        names(config.injectStyles()),
        config.get(PropagationSettings.EXTRACT_FIRST),
        config.get(PropagationSettings.EXTRACT_BEHAVIOR),
        config.datadogTagsMaxLength(),
        config.get(PropagationSettings.B3_PADDING),
        config.get(PropagationSettings.BAGGAGE_MAX_ITEMS).intValue(),
        config.get(PropagationSettings.BAGGAGE_MAX_BYTES).intValue(),
        config.get(PropagationSettings.BAGGAGE_TAG_KEYS));
  }

  private static List<String> names(List<PropagationStyle> styles) {
    List<String> names = new ArrayList<>(styles.size());
    for (PropagationStyle style : styles) {
      names.add(style.name());
    }
    return names;
  }

  public static void install(KindSettings settings) {
    active = settings;
  }

  static KindSettings active() {
    return active;
  }
}
