package genpipelines.simulator.shell;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Workspaces on disk: one directory, and those beside it whose names go on with an `@`; nothing else is written or removed.
 * A directory that is kept is somebody's own: a step that would empty it leaves it as it is.
 */
final class DiskFiles extends Files {
  private static final long serialVersionUID = 1L;

  private final String root;
  private final boolean kept;

  DiskFiles(String root, boolean kept) {
    this.root = root;
    this.kept = kept;
  }

  private Path inside(String path) throws IOException {
    if (!path.equals(root) && !path.startsWith(root + "/") && !path.startsWith(root + "@")) {
      throw new IOException(path + " is outside the workspace directory " + root);
    }
    return Paths.get(path);
  }

  @Override
  public byte[] read(String path) throws IOException {
    Path p = Paths.get(path);
    if (!java.nio.file.Files.isRegularFile(p)) {
      throw new NoSuchFileException(path);
    }
    return java.nio.file.Files.readAllBytes(p);
  }

  @Override
  public void write(String path, byte[] content) throws IOException {
    Path p = inside(path);
    java.nio.file.Files.createDirectories(p.getParent());
    java.nio.file.Files.write(p, content);
  }

  @Override
  public boolean exists(String path) {
    return java.nio.file.Files.exists(Paths.get(path));
  }

  @Override
  public void delete(String path) throws IOException {
    Path p = inside(path);
    if ((kept && path.equals(root)) || !java.nio.file.Files.exists(p)) {
      return;
    }
    try (Stream<Path> all = java.nio.file.Files.walk(p)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
        java.nio.file.Files.delete(each);
      }
    }
  }

  @Override
  public List<String> list(String directory) throws IOException {
    Path d = Paths.get(directory);
    if (!java.nio.file.Files.isDirectory(d)) {
      return List.of();
    }
    try (Stream<Path> all = java.nio.file.Files.walk(d)) {
      return all.filter(java.nio.file.Files::isRegularFile).map(p -> d.relativize(p).toString().replace('\\', '/'))
        .sorted().collect(Collectors.toList());
    }
  }

  @Override
  public void makeDirectory(String path) throws IOException {
    java.nio.file.Files.createDirectories(inside(path));
  }
}
