package dev.spoor.examples.widgets;

import java.util.List;

/** The pages, as text: too few and too small for a template engine. All data are escaped. */
final class Page {

  private static final String FORM =
      """
      <form method="post" action="/widgets">
      <input name="name" placeholder="Name" required maxlength="100">
      <input name="description" placeholder="Description">
      <input name="stock" type="number" min="0" value="1">
      <button>Add</button>
      </form>
      """;

  private Page() {}

  static String home() {
    return page(
        "Widgets",
        """
        <ul>
        <li><a href="/widgets">The shelf</a>, also <a href="/widgets.json">as JSON</a></li>
        <li><a href="/widgets/1">One widget</a></li>
        <li><a href="/widgets/slow">A slow page</a>: the database sleeps for 0.3 s</li>
        <li><a href="/widgets/async">A page made on another thread</a></li>
        <li><a href="/widgets/boom">A page that fails</a></li>
        <li><a href="/widgets/4711">A widget that is not there</a></li>
        </ul>
        """);
  }

  static String list(List<Widget> widgets) {
    StringBuilder rows = new StringBuilder();
    for (Widget widget : widgets) {
      rows.append("<tr><td><a href=\"/widgets/%d\">".formatted(widget.id()))
          .append(escape(widget.name()))
          .append("</a></td><td>")
          .append(escape(widget.description()))
          .append("</td><td class=\"number\">")
          .append(widget.stock())
          .append("</td></tr>\n");
    }
    return page(
        "Widgets",
        "<table>\n<tr><th>Name</th><th>Description</th><th>Stock</th></tr>\n"
            + rows
            + "</table>\n"
            + FORM);
  }

  static String show(Widget widget) {
    return page(
        widget.name(),
        "<p>%s</p>\n<p>In stock: %d</p>\n<p>Since %s</p>\n<p><a href=\"/widgets\">All widgets</a></p>"
            .formatted(escape(widget.description()), widget.stock(), widget.createdAt()));
  }

  static String error(int status, String reason) {
    return page(
        status + " " + reason, "<p>That did not work. <a href=\"/widgets\">All widgets</a></p>");
  }

  private static String page(String title, String body) {
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%1$s</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
      table { border-collapse: collapse; width: 100%% }
      th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #ccc }
      td.number { text-align: right }
      </style>
      </head>
      <body>
      <h1>%1$s</h1>
      %2$s
      </body>
      </html>
      """
        .formatted(escape(title), body);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
