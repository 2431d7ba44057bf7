package genpipelines.simulator.engine;

import java.time.Instant;

/** The console of a build: masks, notices lines that events wait for, and stops a flood. */
public final class Console {
  private final Run run;
  private long characters;

  Console(Run run) {
    this.run = run;
    run.journal().log.forEach(line -> characters += line.length());
  }

  /** Prints text of a step, a line each, with the secrets in force masked. */
  public void println(Ctx ctx, String text) {
    String masked = run.secrets().mask(ctx, text == null ? "null" : text);
    for (String line : masked.split("\n", -1)) {
      line(ctx.timestamps ? "[" + Instant.ofEpochMilli(run.now()) + "] " + line : line, ctx);
    }
  }

  /** Prints a line of the engine itself, such as {@code [Pipeline] stage}. */
  public void flow(String text) {
    line("[Pipeline] " + text, null);
  }

  /** Prints a line outside any step. */
  public void system(String text) {
    for (String line : text.split("\n", -1)) {
      line(line, null);
    }
  }

  private void line(String line, Ctx ctx) {
    characters += line.length() + 1;
    if (characters > run.request().budget("output", 5_000_000)) {
      throw new BudgetError("The console is longer than " + run.request().budget("output", 5_000_000)
        + " characters: something prints without end.");
    }
    run.secrets().checkLine(line, ctx);
    run.journal().log.add(line);
    run.events().onLine(line);
  }
}
