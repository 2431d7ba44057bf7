package genpipelines.simulator.declarative.syntax;

import genpipelines.simulator.declarative.KnownPlugins;
import genpipelines.simulator.declarative.syntax.Model.Axes;
import genpipelines.simulator.declarative.syntax.Model.Axis;
import genpipelines.simulator.declarative.syntax.Model.Matrix;
import genpipelines.simulator.declarative.syntax.Model.Pipeline;
import genpipelines.simulator.declarative.syntax.Model.Stage;
import genpipelines.simulator.declarative.syntax.Model.StageBase;
import genpipelines.simulator.declarative.syntax.Model.Stages;
import java.util.List;
import java.util.stream.Collectors;

/** Checks what was read, in Jenkins' order: the pipeline, its stages from the outside in, then the other sections. */
final class PipelineCheck {
  private final Problems problems;
  private final StepCheck steps;
  private final SectionCheck sections;

  PipelineCheck(Problems problems, KnownPlugins known) {
    this.problems = problems;
    steps = new StepCheck(problems, known);
    sections = new SectionCheck(problems, known);
  }

  void check(Pipeline pipeline) {
    if (pipeline.stages == null) {
      problems.add(pipeline.at, "section-missing", "the pipeline needs a section `stages`");
    }
    if (pipeline.agent == null) {
      problems.add(pipeline.at, "section-missing", "the pipeline needs a section `agent`");
    }
    if (pipeline.stages != null) {
      stages(pipeline.stages, false);
    }
    if (pipeline.post != null) {
      steps.post(pipeline.post);
    }
    sections.environment(pipeline.environment);
    sections.agent(pipeline.agent);
    sections.tools(pipeline.tools);
    sections.options(pipeline.options, false);
    sections.parameters(pipeline.parameters);
    sections.triggers(pipeline.triggers);
    if (pipeline.libraries != null && pipeline.libraries.list.isEmpty()) {
      problems.add(pipeline.libraries.at, "section-empty", "`libraries` is empty");
    }
  }

  private void stages(Stages stages, boolean inParallel) {
    list(stages);
    stages.list.forEach(stage -> stage(stage, inParallel));
  }

  private void list(Stages stages) {
    if (stages.list.isEmpty()) {
      problems.add(stages.at, "stages-empty", "there is no stage in this block");
    }
    for (String name : StepCheck.repeated(stages.list.stream().map(stage -> stage.name).collect(Collectors.toList()))) {
      problems.add(stages.at, "stage-repeated", "two stages of this block are called '" + name + "'");
    }
  }

  private void common(StageBase stage) {
    sections.agent(stage.agent);
    if (stage.when != null) {
      steps.when(stage.when);
    }
    if (stage.post != null) {
      steps.post(stage.post);
    }
    sections.tools(stage.tools);
    sections.environment(stage.environment);
    sections.options(stage.options, true);
    sections.input(stage.input);
  }

  private void stage(Stage stage, boolean inParallel) {
    common(stage);
    content(stage, inParallel);
    stage.branches.forEach(steps::branch);
    if (stage.parallel != null) {
      stages(stage.parallel, true);
      list(stage.parallel); // Jenkins looks at the list twice, and tells twice what is wrong
    }
    if (stage.matrix != null) {
      matrix(stage.matrix);
    }
    if (stage.stages != null) {
      stages(stage.stages, inParallel);
    }
  }

  private void content(Stage stage, boolean inParallel) {
    Element parallel = stage.matrix != null ? stage.matrix : stage.parallel;
    int kinds = (stage.branches.isEmpty() ? 0 : 1) + (stage.parallel == null ? 0 : 1) + (stage.matrix == null ? 0 : 1)
        + (stage.stages == null ? 0 : 1);
    if (inParallel && (parallel != null || stage.branches.size() > 1)) {
      Element at = parallel != null ? parallel : stage.branches.get(0);
      problems.add(at.at, "parallel-nested", "`parallel` and `matrix` can't stand inside another `parallel` or `matrix`");
    } else if (kinds > 1) {
      problems.add(stage.at, "stage-content", "the stage '" + stage.name + "' can have only one of `steps`, `stages`, `parallel` and `matrix`");
    } else if (kinds == 0) {
      problems.add(stage.at, "stage-content", "the stage '" + stage.name + "' needs one of `steps`, `stages`, `parallel` and `matrix`");
    } else if (parallel != null) {
      noAgent(stage);
    } else {
      branches(stage);
    }
  }

  private void noAgent(Stage stage) {
    if (stage.agent != null) {
      problems.add(stage.agent.at, "parallel-agent", "the stage '" + stage.name + "' runs others side by side: `agent` belongs into those");
    }
    if (stage.tools != null) {
      problems.add(stage.tools.at, "parallel-tools", "the stage '" + stage.name + "' runs others side by side: `tools` belongs into those");
    }
  }

  private void branches(Stage stage) {
    for (String name : StepCheck.repeated(stage.branches.stream().map(branch -> branch.name).collect(Collectors.toList()))) {
      problems.add(stage.at, "branch-repeated", "two branches of `parallel` are called '" + name + "'");
    }
  }

  private void matrix(Matrix matrix) {
    common(matrix);
    if (matrix.axes == null) {
      problems.add(matrix.at, "section-missing", "a matrix needs a section `axes`");
    }
    if (matrix.stages == null) {
      problems.add(matrix.at, "section-missing", "a matrix needs a section `stages`");
    }
    if (matrix.axes != null) {
      axes(matrix.axes);
    }
    if (matrix.excludes != null) {
      if (matrix.excludes.list.isEmpty()) {
        problems.add(matrix.excludes.at, "section-empty", "`excludes` holds no `exclude`");
      }
      matrix.excludes.list.forEach(this::axes);
    }
    if (matrix.stages != null) {
      stages(matrix.stages, true);
    }
  }

  private void axes(Axes axes) {
    if (axes.list.isEmpty()) {
      problems.add(axes.at, "section-empty", "there is no axis in this block");
    }
    List<String> names = axes.list.stream().map(axis -> axis.name == null ? null : axis.name.name).collect(Collectors.toList());
    for (String name : StepCheck.repeated(names)) {
      problems.add(axes.list.get(names.indexOf(name)).name.at, "axis-repeated", "two axes are called '" + name + "'");
    }
    axes.list.forEach(this::axis);
  }

  private void axis(Axis axis) {
    if (axis.name == null) {
      problems.add(axis.at, "section-missing", "an axis needs a `name`");
    } else {
      sections.variable(axis.name);
    }
    if (axis.values.isEmpty()) {
      problems.add(axis.at, "section-missing", "an axis needs `values`");
    }
    List<Object> values = axis.values.stream().map(value -> value.value).collect(Collectors.toList());
    axis.values.stream().filter(value -> values.indexOf(value.value) != values.lastIndexOf(value.value)
        && axis.values.indexOf(value) == values.indexOf(value.value)).forEach(value -> problems.add(value.at, "axis-value-repeated",
            "the value '" + value.value + "' stands here more than once"));
    axis.values.stream().filter(value -> !value.literal).forEach(value -> problems.add(value.at, "literal-expected",
        "the values of an axis are plain strings: " + value.value + " is known only when the build runs"));
  }
}
