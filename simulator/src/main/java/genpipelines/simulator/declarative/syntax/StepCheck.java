package genpipelines.simulator.declarative.syntax;

import genpipelines.simulator.declarative.KnownPlugins;
import genpipelines.simulator.declarative.Signature;
import genpipelines.simulator.declarative.syntax.Model.Branch;
import genpipelines.simulator.declarative.syntax.Model.Condition;
import genpipelines.simulator.declarative.syntax.Model.Post;
import genpipelines.simulator.declarative.syntax.Model.PostCondition;
import genpipelines.simulator.declarative.syntax.Model.Step;
import genpipelines.simulator.declarative.syntax.Model.When;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;

/** Checks steps, post conditions and the conditions of {@code when}. */
final class StepCheck {
  private static final Map<String, String> NOT_ALLOWED = Map.of("stage", "stages of a declarative pipeline stand in `stages`",
      "properties", "job properties stand in `options`", "parallel", "it stands alone in `steps`, or in place of `steps`");

  private final Problems problems;
  private final KnownPlugins known;
  private final CallCheck calls;

  StepCheck(Problems problems, KnownPlugins known) {
    this.problems = problems;
    this.known = known;
    calls = new CallCheck(problems, known);
  }

  void branch(Branch branch) {
    if (branch.steps.isEmpty()) {
      problems.add(branch.at, "steps-empty", "there is no step in this block");
    }
    branch.steps.forEach(this::step);
  }

  private void step(Step step) {
    if (step.script != null) {
      code(step.at, step.name, step.script);
    } else if (step.name != null && step.arguments != null && !step.name.equals("parallel")) {
      Signature signature = known.stepOrFunction(step.name);
      if (signature != null) {
        calls.check(step.at, step.name, step.arguments, signature);
      }
    }
    if (step.name != null && NOT_ALLOWED.containsKey(step.name)) {
      problems.add(step.at, "step-not-allowed", "the step `" + step.name + "` is not allowed here: " + NOT_ALLOWED.get(step.name));
    }
    step.children.forEach(this::step);
  }

  /** Free Groovy was parsed with the file; only an empty block is no Groovy when it stands alone. */
  private void code(ASTNode at, String name, ClosureExpression block) {
    if (Calls.statements(block).isEmpty()) {
      problems.add(at, "script-empty", "the block of `" + name + "` is empty: put Groovy code into it, or leave it out");
    }
  }

  void post(Post post) {
    if (post.list.isEmpty()) {
      problems.add(post.at, "section-empty", "`post` is empty");
    }
    for (String name : repeated(post.list.stream().map(condition -> condition.name).collect(Collectors.toList()))) {
      problems.add(post.at, "post-condition-repeated", "the condition `" + name + "` stands in `post` more than once");
    }
    for (PostCondition condition : post.list) {
      if (!KnownPlugins.POST_CONDITIONS.contains(condition.name)) {
        problems.add(condition.at, "post-condition-unknown",
            "`post` has no condition `" + condition.name + "`; the conditions are " + KnownPlugins.POST_CONDITIONS);
      }
      branch(condition.branch);
    }
  }

  /** Each name that stands in the list more than once, in the order of the list. */
  static List<String> repeated(List<String> names) {
    return names.stream().filter(name -> name != null && names.indexOf(name) != names.lastIndexOf(name)).distinct()
        .collect(Collectors.toList());
  }

  void when(When when) {
    if (when.conditions.isEmpty()) {
      problems.add(when.at, "when-empty", "`when` has no condition: leave it out, or give it one");
    }
    when.conditions.forEach(this::condition);
  }

  private void condition(Condition condition) {
    if (condition.expression != null) {
      code(condition.at, condition.name, condition.expression);
      return;
    }
    if (condition.name == null || condition.name.equals("expression")) {
      return;
    }
    Signature signature = known.condition(condition.name);
    if (signature == null) {
      problems.add(condition.at, "condition-unknown",
          "`when` has no condition `" + condition.name + "`; the conditions are " + String.join(", ", known.conditionNames()));
    } else if (signature.children != 0) {
      nesting(condition, signature);
    } else if (!condition.children.isEmpty()) {
      problems.add(condition.at, "condition-nested", "`" + condition.name + "` can't hold conditions");
    } else {
      arguments(condition, signature);
    }
    condition.children.forEach(this::condition);
  }

  private void nesting(Condition condition, Signature signature) {
    int count = condition.children.size();
    if (condition.arguments != null) {
      problems.add(condition.at, "condition-arguments", "`" + condition.name + "` takes conditions in a block, no arguments");
    } else if (signature.children < 0 && count == 0) {
      problems.add(condition.at, "condition-nested", "`" + condition.name + "` needs at least one condition inside");
    } else if (signature.children > 0 && count != signature.children) {
      problems.add(condition.at, "condition-nested", "`" + condition.name + "` needs exactly one condition inside, not " + count);
    } else if (signature.children > 0) {
      condition.children.forEach(this::condition); // Jenkins looks at them twice, and tells twice what is wrong
    }
  }

  private void arguments(Condition condition, Signature signature) {
    if (condition.arguments == null) { // `branch { }`: a block without conditions
      condition.arguments = new Arguments(Arguments.Kind.NAMED);
    }
    calls.check(condition.at, condition.name, condition.arguments, signature);
    if (condition.name.equals("changelog") && condition.arguments.items.size() == 1) {
      Arguments.Value pattern = condition.arguments.items.get(0).value;
      if (pattern.literal && pattern.value instanceof String) {
        regex(condition.at, (String) pattern.value);
      }
    }
  }

  private void regex(ASTNode at, String pattern) {
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException wrong) {
      problems.add(at, "regex-wrong", "'" + pattern + "' is no regular expression: " + wrong.getDescription());
    }
  }
}
