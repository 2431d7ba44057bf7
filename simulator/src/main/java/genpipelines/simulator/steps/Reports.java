package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Run;
import hudson.AbortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** Steps that keep files and results of a build: archives, tests, scanner reports. */
final class Reports {
  static final Map<String, Step> STEPS = Map.of(
    "archiveArtifacts", Reports::archive,
    "archive", Reports::archive,
    "junit", Reports::junit,
    "step", Reports::wrapped,
    "recordIssues", Reports::gate,
    "recordCoverage", Reports::gate,
    "dependencyCheckPublisher", Reports::gate);

  private Reports() {
  }

  private static Object archive(Call call) throws Exception {
    String pattern = call.text("artifacts", call.text("includes"));
    Answered.replyOrFailure(call);
    call.println("Archiving artifacts");
    List<String> files = FileSteps.matching(call, pattern, call.text("excludes"));
    if (files.isEmpty()) {
      call.println("‘" + pattern + "’ doesn’t match anything");
      String message = "No artifacts found that match the file pattern \"" + pattern + "\". Configuration error?";
      if (!call.flag("allowEmptyArchive", false) && !call.run().shell().isDry()) {
        throw new AbortException(message);
      }
      call.println(message);
    }
    for (String file : files) {
      record(call, file);
    }
    return Step.soon(call, null);
  }

  private static void record(Call call, String file) throws IOException {
    Run run = call.run();
    byte[] bytes = FileSteps.files(call).read(FileSteps.files(call).resolve(call.ctx.directory, file));
    run.secrets().checkFile(call.name, file, new String(bytes, StandardCharsets.UTF_8));
    Map<String, Object> artifact = new LinkedHashMap<>();
    artifact.put("path", file);
    artifact.put("stage", run.journal().path(call.ctx.stage));
    run.journal().artifacts.add(artifact);
  }

  /** Test results: the scenario says whether some failed, by the result UNSTABLE. */
  private static Object junit(Call call) throws Exception {
    Run run = call.run();
    Map<String, Object> tests = new LinkedHashMap<>();
    tests.put("pattern", call.text("testResults"));
    tests.put("stage", run.journal().path(call.ctx.stage));
    run.journal().tests.add(tests);
    call.println("Recording test results");
    Map<String, Object> counts = new LinkedHashMap<>(Map.of("totalCount", 0, "failCount", 0, "skipCount", 0, "passCount", 0));
    return Answered.INSTANCE.answer(call, counts, 0);
  }

  /** `step([$class: …])`: the step of that class. */
  private static Object wrapped(Call call) throws Exception {
    UninstantiatedDescribable d = Symbols.read(call.args.get("delegate"));
    call.println("Running " + d.getSymbol());
    return Answered.INSTANCE.answer(call, null, 0);
  }

  /** Reports with a quality gate: green unless the scenario says otherwise. */
  private static Object gate(Call call) throws Exception {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("pattern", call.text("pattern", String.valueOf(Records.shown(call.run(), call.args.getOrDefault("tools", call.args.get("tool"))))));
    report.put("stage", call.run().journal().path(call.ctx.stage));
    report.put("step", call.name);
    call.run().journal().tests.add(report);
    return Answered.INSTANCE.answer(call, null, 0);
  }
}
