package dev.spoor.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.examples.browser.Tab;

/** What everybody needs to read a page: contrast, names of controls, no sideways scrolling. */
final class Readability {
  /** Text in sight whose contrast to what is behind it is below 4.5 (WCAG 2, level AA). */
  private static final String PALE =
      """
      (() => {
        const channel = c => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
        const paint = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
        const rgba = colour => {
          paint.clearRect(0, 0, 1, 1); paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1);
          const d = paint.getImageData(0, 0, 1, 1).data; return [d[0], d[1], d[2], d[3] / 255]; };
        const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
        const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3]));
        const behind = e => {
          const layers = [];
          for (let at = e; at; at = at.parentElement) {
            const c = rgba(getComputedStyle(at).backgroundColor);
            layers.push(c);
            if (c[3] === 1) break;
          }
          return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255]);
        };
        const pale = [];
        for (const e of document.querySelectorAll('body *')) {
          const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
          if (!own || !e.offsetParent || e.closest('.sr, .skip, option')) continue;
          const back = behind(e);
          const text = over(rgba(getComputedStyle(e).color), back);
          const [a, b] = [light(text), light(back)].sort((x, y) => y - x);
          const ratio = (a + 0.05) / (b + 0.05);
          if (ratio < 4.5) pale.push(ratio.toFixed(2) + ' ' + e.className + ' ' + e.textContent.slice(0, 30));
        }
        return pale.join('\\n');
      })()
      """;

  /** Controls without a name for those who do not see them. */
  private static final String NAMELESS =
      """
      [...document.querySelectorAll('button, a, input, select, [role=listbox], [role=tree], meter, svg[role=img]')]
        .filter(e => e.offsetParent || e.ownerSVGElement === null)
        .filter(e => !(e.getAttribute('aria-label') || e.textContent.trim() || e.getAttribute('aria-labelledby')))
        .map(e => e.outerHTML.slice(0, 80)).join('\\n')
      """;

  private Readability() {}

  static void check(Tab tab, String view) {
    assertThat(tab.evaluate(PALE).asString()).as("pale text of " + view).isEmpty();
    assertThat(tab.evaluate(NAMELESS).asString()).as("nameless controls of " + view).isEmpty();
    assertThat(tab.evaluate("document.documentElement.scrollWidth - innerWidth").asInt())
        .as("sideways scrolling of " + view)
        .isNotPositive();
  }
}
