package genpipelines.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFolderTest {
  @TempDir
  Path root;

  private void write(String name, String text, long age) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() - age));
  }

  /** Groovy files and all resources are read, nothing else. */
  @Test
  void readsWhatALibraryHas() throws IOException {
    write("vars/greet.groovy", "a", 60_000);
    write("vars/greet.txt", "help", 60_000);
    write("resources/data.json", "{}", 60_000);
    assertEquals(Map.of("vars/greet.groovy", "a", "resources/data.json", "{}"), LibraryFolder.of(root).files);
  }

  /** A folder in which nothing changes is read once. */
  @Test
  void readsOnce() throws IOException {
    write("vars/greet.groovy", "a", 60_000);
    assertSame(LibraryFolder.of(root), LibraryFolder.of(root));
  }

  /** A changed, a new and a removed file are seen. */
  @Test
  void seesEveryChange() throws IOException {
    write("vars/greet.groovy", "a", 60_000);
    LibraryFolder first = LibraryFolder.of(root);
    write("vars/greet.groovy", "b", 50_000);
    assertEquals("b", LibraryFolder.of(root).files.get("vars/greet.groovy"));
    write("src/One.groovy", "class One {}", 60_000);
    assertEquals(2, LibraryFolder.of(root).files.size());
    Files.delete(root.resolve("src/One.groovy"));
    assertEquals(1, LibraryFolder.of(root).files.size());
    assertNotEquals(first.digest, LibraryFolder.of(root).digest);
  }

  /** A file that was written just now is read again: a second write may keep its size and its time. */
  @Test
  void doesNotTrustAFreshTime() throws IOException {
    write("vars/greet.groovy", "a", 0);
    FileTime time = Files.getLastModifiedTime(root.resolve("vars/greet.groovy"));
    LibraryFolder.of(root);
    Files.write(root.resolve("vars/greet.groovy"), "b".getBytes(StandardCharsets.UTF_8));
    Files.setLastModifiedTime(root.resolve("vars/greet.groovy"), time);
    assertEquals("b", LibraryFolder.of(root).files.get("vars/greet.groovy"));
  }
}
