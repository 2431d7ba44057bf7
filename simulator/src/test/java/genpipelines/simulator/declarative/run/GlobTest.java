package genpipelines.simulator.declarative.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Patterns of branches and files. */
class GlobTest {
  private static boolean matches(String pattern, String path) {
    return Glob.matches(pattern, path, false);
  }

  /** A star stays within a folder; two stars don't. */
  @Test
  void starsKnowFolders() {
    assertTrue(matches("feature/*", "feature/login"));
    assertTrue(matches("*/*", "feature/login"));
    assertFalse(matches("*", "feature/login"));
    assertFalse(matches("feature*", "feature/login"));
    assertTrue(matches("**", "feature/login"));
    assertTrue(matches("**/*.js", "app.js"));
    assertTrue(matches("src/**/test/*.js", "src/test/a.js"));
    assertTrue(matches("src/**/test/*.js", "src/a/b/test/a.js"));
    assertTrue(matches("docs/", "docs/a/b.md"));
  }

  /** Case counts only where it is asked for; letters that mean something elsewhere mean themselves. */
  @Test
  void caseAndSpecialLetters() {
    assertTrue(matches("feature/login", "Feature/Login"));
    assertFalse(Glob.matches("feature/login", "Feature/Login", true));
    assertTrue(matches("v1.0+(x)", "v1.0+(x)"));
    assertFalse(matches("v1.0", "v1x0"));
    assertTrue(matches("v?.0", "v1.0"));
    assertFalse(matches("/a", "a"));
  }
}
