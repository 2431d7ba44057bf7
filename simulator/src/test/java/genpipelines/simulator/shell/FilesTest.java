package genpipelines.simulator.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesTest {
  /** Ant patterns, as archives and stashes use them. */
  @ParameterizedTest
  @CsvSource({"*.txt, a.txt, true", "*.txt, d/a.txt, false", "**/*.txt, a.txt, true", "**/*.txt, d/e/a.txt, true", "d/**, d/e/a.txt, true",
    "d/, d/e/a.txt, true", "d/*/a.?xt, d/e/a.txt, true", "**, x/y, true", "target/*.jar, target/x/a.jar, false"})
  void antPattern(String pattern, String path, boolean fits) {
    assertEquals(fits, Files.antPattern(pattern).matcher(path).matches());
  }

  private static void work(Files files, String root) throws IOException {
    files.write(root + "/d/a.txt", "A".getBytes());
    files.write(root + "/b.log", "B".getBytes());
    assertEquals(List.of("b.log", "d/a.txt"), files.list(root));
    assertEquals(List.of("d/a.txt"), files.find(root, "**/*.txt, *.log", "b.*"));
    assertTrue(files.exists(root + "/d"));
    files.delete(root + "/d");
    assertFalse(files.exists(root + "/d/a.txt"));
    assertThrows(NoSuchFileException.class, () -> files.read(root + "/d/a.txt"));
    assertEquals(root + "/x/z", files.resolve(root, "x/./y/../z"));
  }

  /** Files in memory and on disk behave the same. */
  @Test
  void bothKinds(@TempDir Path folder) throws IOException {
    work(new MemoryFiles(), "/home/jenkins/workspace/job");
    work(new DiskFiles(folder.toString(), false), folder + "/job");
  }

  /** Nothing outside the workspace directory is written or removed. */
  @Test
  void staysInside(@TempDir Path folder) {
    DiskFiles files = new DiskFiles(folder.resolve("inside").toString(), false);
    assertThrows(IOException.class, () -> files.write(files.resolve(folder + "/inside", "../outside.txt"), new byte[0]));
    assertThrows(IOException.class, () -> files.delete(folder.toString()));
  }
}
