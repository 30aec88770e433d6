package dev.spoor.benchmarks.overhead;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Horizontal bars in groups, as a stand-alone SVG that reads on light and dark pages: it brings its
 * own background. A figure that is missing has no bar.
 */
final class Plot {
  private static final int WIDTH = 760;
  private static final int LABELS = 300;
  private static final int BAR = 14;
  private static final int GAP = 14;
  private static final int TOP = 44;

  private record Group(String title, Map<Contender, Double> bars) {}

  private final String name;
  private final String title;
  private final List<Group> groups = new ArrayList<>();

  Plot(String name, String title) {
    this.name = name;
    this.title = title;
  }

  /** The file's name without its ending. */
  String name() {
    return name;
  }

  String title() {
    return title;
  }

  void group(String groupTitle, Map<Contender, Double> bars) {
    groups.add(new Group(groupTitle, bars));
  }

  String svg() {
    int height = TOP + 10;
    double most = 0;
    for (Group group : groups) {
      height += group.bars().size() * BAR + GAP;
      for (double value : group.bars().values()) {
        most = Math.max(most, Double.isNaN(value) ? 0 : value);
      }
    }
    StringBuilder out = new StringBuilder(4 * 1024);
    add(
        out,
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' role='img'",
        WIDTH,
        height);
    add(out, " font-family='system-ui, sans-serif' font-size='11'><title>%s</title>%n", title);
    add(out, "<rect width='%d' height='%d' fill='#fff'/>%n", WIDTH, height);
    add(out, "<text x='10' y='24' font-size='15' font-weight='600' fill='#222'>%s</text>%n", title);
    int y = TOP;
    for (Group group : groups) {
      add(
          out,
          "<text x='10' y='%d' fill='#222'>%s</text>%n",
          y + group.bars().size() * BAR / 2 + 4,
          group.title());
      for (Map.Entry<Contender, Double> bar : group.bars().entrySet()) {
        bar(out, bar.getKey(), bar.getValue(), y, most);
        y += BAR;
      }
      y += GAP;
    }
    return out.append("</svg>\n").toString();
  }

  private static void bar(
      StringBuilder out, Contender contender, double value, int y, double most) {
    int room = WIDTH - LABELS - 150;
    double length = Double.isNaN(value) || most == 0 ? 0 : Math.max(0, value / most * room);
    add(
        out,
        "<rect x='%d' y='%d' width='%.1f' height='%d' rx='2' fill='%s'/>%n",
        LABELS,
        y + 1,
        Math.max(1, length),
        BAR - 2,
        contender == Contender.SPOOR ? "#0b7a53" : "#9aa4b2");
    add(
        out,
        "<text x='%.1f' y='%d' fill='#444'>%s %s</text>%n",
        LABELS + length + 6,
        y + BAR - 4,
        number(value),
        contender.label);
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.0f", value);
  }

  @SuppressWarnings("AnnotateFormatMethod") // would need a dependency for one annotation
  private static void add(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
  }
}
