package dev.spoor.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads files that settings name. */
final class SmallFile {
  static final int MAX_BYTES = 1 << 20;

  private SmallFile() {}

  /**
   * The text in UTF-8; null for what is no regular file of at most a mebibyte or cannot be read.
   * Devices and pipes are refused because reading them could go on for ever.
   */
  static @Nullable String read(String path) {
    return read(new File(path));
  }

  static @Nullable String read(File file) {
    if (!file.isFile() || file.length() > MAX_BYTES) {
      return null;
    }
    try (FileInputStream in = new FileInputStream(file)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return null;
    }
  }

  /** The file as properties in UTF-8; null if it cannot be read as such. */
  static @Nullable Properties properties(String path) {
    String text = read(path);
    if (text == null) {
      return null;
    }
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }
}
