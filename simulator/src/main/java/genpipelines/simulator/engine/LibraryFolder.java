package genpipelines.simulator.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a library's folder, as texts by their paths. They are read once and again only when one of them may have changed: each build uses the
 * whole library, and reading it took a third of a build's time.
 */
final class LibraryFolder {
  /** A file that was written less long ago may be written again without a change of its time. */
  private static final long SETTLED = 2_000;
  private static final int KEPT = 20;
  private static final Map<Path, LibraryFolder> CACHE = new LinkedHashMap<>();

  private final Map<Path, String> stamps;
  private final boolean settled;
  final Map<String, String> files;
  final String digest;

  private LibraryFolder(Map<Path, String> stamps, boolean settled, Map<String, String> files) {
    this.stamps = stamps;
    this.settled = settled;
    this.files = files;
    digest = Library.digest(files.toString());
  }

  /**
   * The folder as it is now; the same object while it does not change.
   *
   * @throws IllegalArgumentException when it cannot be read
   */
  static LibraryFolder of(Path root) {
    try {
      long now = System.currentTimeMillis();
      Map<Path, String> stamps = new TreeMap<>();
      long newest = 0;
      for (Path file : files(root)) {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        newest = Math.max(newest, facts.lastModifiedTime().toMillis());
        stamps.put(file, facts.fileKey() + " " + facts.size() + " " + facts.lastModifiedTime());
      }
      LibraryFolder known = CACHE.get(root);
      if (known != null && known.settled && known.stamps.equals(stamps)) {
        return known;
      }
      LibraryFolder read = new LibraryFolder(stamps, newest < now - SETTLED, read(root, stamps));
      CACHE.remove(root);
      if (CACHE.size() >= KEPT) {
        CACHE.remove(CACHE.keySet().iterator().next());
      }
      CACHE.put(root, read);
      return read;
    } catch (IOException e) {
      throw new IllegalArgumentException("the library directory " + root + " cannot be read: " + e.getMessage());
    }
  }

  private static List<Path> files(Path root) throws IOException {
    List<Path> all = new ArrayList<>();
    for (String part : List.of("vars", "src", "resources")) {
      if (Files.isDirectory(root.resolve(part))) {
        try (Stream<Path> found = Files.walk(root.resolve(part))) {
          all.addAll(found.filter(p -> part.equals("resources") || p.toString().endsWith(".groovy")).filter(Files::isRegularFile).collect(Collectors.toList()));
        }
      }
    }
    return all;
  }

  private static Map<String, String> read(Path root, Map<Path, String> stamps) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (Path file : stamps.keySet()) {
      files.put(root.relativize(file).toString().replace('\\', '/'), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }
    return files;
  }
}
