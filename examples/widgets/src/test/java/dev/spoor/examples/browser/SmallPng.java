package dev.spoor.examples.browser;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Makes screenshots small enough for a repository: a page has few colours, so 256 of them are
 * enough, the most frequent ones; others become the nearest of these.
 */
public final class SmallPng {
  private static final int COLOURS = 256;

  private SmallPng() {}

  /** Replaces the file by one with a palette. */
  public static void shrink(Path file) {
    try {
      BufferedImage image = ImageIO.read(file.toFile());
      int width = image.getWidth();
      int height = image.getHeight();
      int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
      int[] palette = palette(pixels);
      IndexColorModel model = new IndexColorModel(8, palette.length, palette, 0, false, -1, 0);
      BufferedImage small =
          new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
      Map<Integer, Integer> known = new HashMap<>();
      for (int i = 0; i < pixels.length; i++) {
        int index = known.computeIfAbsent(pixels[i] & 0xffffff, c -> nearest(palette, c));
        small.getRaster().setSample(i % width, i / width, 0, index);
      }
      ImageIO.write(small, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int[] palette(int[] pixels) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : pixels) {
      counts.merge(pixel & 0xffffff, 1, Integer::sum);
    }
    List<Integer> frequent =
        counts.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder()))
            .limit(COLOURS)
            .map(Map.Entry::getKey)
            .toList();
    return frequent.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int nearest(int[] palette, int colour) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < palette.length; i++) {
      int distance = 0;
      for (int shift = 0; shift <= 16; shift += 8) {
        int difference = (palette[i] >> shift & 0xff) - (colour >> shift & 0xff);
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return best;
  }
}
