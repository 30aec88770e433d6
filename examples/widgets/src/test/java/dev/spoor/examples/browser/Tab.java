package dev.spoor.examples.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page, used as a person uses it: with mouse and keys, and by looking at it. Whatever is asked
 * for is waited for, since a page draws when it has got what it shows.
 */
public final class Tab implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final Map<String, Integer> CODES =
      Map.of(
          "Enter",
          13,
          "Escape",
          27,
          "ArrowLeft",
          37,
          "ArrowUp",
          38,
          "ArrowRight",
          39,
          "ArrowDown",
          40,
          "Tab",
          9);

  private final DevTools tools;
  private final String session;

  private Tab(DevTools tools, String session) {
    this.tools = tools;
    this.session = session;
  }

  static Tab open(DevTools tools, int width, int height) {
    String target =
        tools
            .send(null, "Target.createTarget", Map.of("url", "about:blank"))
            .get("targetId")
            .asString();
    String session =
        tools
            .send(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asString();
    Tab tab = new Tab(tools, session);
    tab.send("Page.enable", Map.of());
    tab.send("Runtime.enable", Map.of());
    tab.send("Log.enable", Map.of());
    tab.resize(width, height);
    return tab;
  }

  private JsonNode send(String method, Map<String, ?> parameters) {
    return tools.send(session, method, parameters);
  }

  public void resize(int width, int height) {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Shows the page as somebody sees it whose system is set to that. */
  public void dark(boolean dark) {
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    send("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
  }

  public void go(String url) {
    send("Page.navigate", Map.of("url", url));
  }

  /** The value of an expression, awaited if it is a promise. */
  public JsonNode evaluate(String expression) {
    JsonNode reply =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (reply.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + reply.get("exceptionDetails"));
    }
    return reply.path("result").path("value");
  }

  /** Waits until an expression is true. */
  public void await(String expression) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!isTrue(expression)) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(
            "never true: " + expression + "\nat " + location() + " with\n" + text("body"));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(25);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private boolean isTrue(String expression) {
    JsonNode reply =
        send(
            "Runtime.evaluate",
            Map.of("expression", "!!(" + expression + ")", "returnByValue", true));
    // While the next page loads there may be nothing to ask.
    return !reply.has("exceptionDetails") && reply.path("result").path("value").asBoolean();
  }

  /** Waits until an element that matches the selector has the text within its own. */
  public void awaitText(String selector, String text) {
    await(element(selector, text) + " !== undefined");
  }

  /** An expression for the first element in sight that matches and has the text. */
  private static String element(String selector, String text) {
    return String.format(
        Locale.ROOT,
        "[...document.querySelectorAll(%s)].find(e => e.offsetParent !== null &&"
            + " e.textContent.includes(%s))",
        quoted(selector),
        quoted(text));
  }

  private static String quoted(String text) {
    return JsonMapper.builder().build().writeValueAsString(text);
  }

  /** All text of the elements that match. */
  public String text(String selector) {
    return evaluate(
            "[...document.querySelectorAll("
                + quoted(selector)
                + ")].map(e => e.innerText).join('\\n')")
        .asString();
  }

  public int count(String selector) {
    return evaluate("document.querySelectorAll(" + quoted(selector) + ").length").asInt();
  }

  public String location() {
    return evaluate("location.hash").asString();
  }

  /** Clicks in the middle of the element that matches and has the text. */
  public void click(String selector, String text) {
    awaitText(selector, text);
    JsonNode at =
        evaluate(
            "(() => { const e = "
                + element(selector, text)
                + "; e.scrollIntoView({block: 'nearest'}); const r = e.getBoundingClientRect();"
                + " return [r.x + Math.min(r.width / 2, 200), r.y + r.height / 2]; })()");
    for (String type : List.of("mousePressed", "mouseReleased")) {
      send(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              at.get(0).asDouble(),
              "y",
              at.get(1).asDouble(),
              "button",
              "left",
              "clickCount",
              1));
    }
  }

  public void click(String selector) {
    click(selector, "");
  }

  /** Presses a key: a character or a name such as {@code Enter}. */
  public void press(String key) {
    Integer named = CODES.get(key);
    int code = named == null ? Character.toUpperCase(key.charAt(0)) : named;
    String text = key.equals("Enter") ? "\r" : named == null ? key : "";
    send(
        "Input.dispatchKeyEvent",
        text.isEmpty()
            ? Map.of("type", "rawKeyDown", "key", key, "windowsVirtualKeyCode", code)
            : Map.of("type", "keyDown", "key", key, "windowsVirtualKeyCode", code, "text", text));
    send(
        "Input.dispatchKeyEvent",
        Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code));
  }

  public void type(String text) {
    send("Input.insertText", Map.of("text", text));
  }

  /** Exceptions and errors that the page's console has shown so far. */
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    tools.events("Runtime.exceptionThrown").forEach(e -> complaints.add(e.toString()));
    tools.events("Log.entryAdded").stream()
        .filter(e -> e.at("/params/entry/level").asString().equals("error"))
        .forEach(e -> complaints.add(e.toString()));
    return complaints;
  }

  /** Writes what is in sight as PNG. */
  public void screenshot(Path file) {
    JsonNode image = send("Page.captureScreenshot", Map.of("format", "png"));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, Base64.getDecoder().decode(image.get("data").asString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    tools.close();
  }
}
