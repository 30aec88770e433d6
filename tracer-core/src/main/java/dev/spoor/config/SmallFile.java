package dev.spoor.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads files that settings name. */
final class SmallFile {
  private static final int MAX_BYTES = 1 << 20;

  private SmallFile() {}

  /**
   * The text in UTF-8; null for what is no regular file of at most a mebibyte or cannot be read.
   * Devices and pipes are refused because reading them could go on for ever.
   */
  static @Nullable String read(String path) {
    File file = new File(path);
    if (!file.isFile() || file.length() > MAX_BYTES) {
      return null;
    }
    try (FileInputStream in = new FileInputStream(file)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return null;
    }
  }
}
