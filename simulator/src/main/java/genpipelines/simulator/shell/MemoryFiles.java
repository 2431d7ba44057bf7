package genpipelines.simulator.shell;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Workspaces in memory. */
final class MemoryFiles extends Files {
  private static final long serialVersionUID = 1L;

  private final TreeMap<String, byte[]> content = new TreeMap<>();
  private final TreeSet<String> directories = new TreeSet<>();

  @Override
  public byte[] read(String path) throws IOException {
    byte[] bytes = content.get(path);
    if (bytes == null) {
      throw new NoSuchFileException(path);
    }
    return bytes;
  }

  @Override
  public void write(String path, byte[] bytes) {
    content.put(path, bytes);
  }

  @Override
  public boolean exists(String path) {
    return content.containsKey(path) || directories.contains(path) || !under(path).isEmpty();
  }

  @Override
  public void delete(String path) {
    content.remove(path);
    under(path).forEach(content::remove);
    directories.removeIf(d -> d.equals(path) || d.startsWith(path + "/"));
  }

  @Override
  public List<String> list(String directory) {
    List<String> found = new ArrayList<>();
    under(directory).forEach(p -> found.add(p.substring(directory.length() + 1)));
    return found;
  }

  private List<String> under(String directory) {
    return new ArrayList<>(content.subMap(directory + "/", directory + "0").keySet());
  }

  @Override
  public void makeDirectory(String path) {
    directories.add(path);
  }
}
