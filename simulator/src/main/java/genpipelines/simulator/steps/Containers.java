package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Ctx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pods and containers: podTemplate, container, the blocks of the docker global. */
final class Containers {
  static final Map<String, Step> STEPS = Map.of(
    "podTemplate", Containers::podTemplate,
    "container", Containers::container,
    "withDockerContainer", Containers::dockerContainer,
    "dockerRun", Containers::dockerContainer,
    "dockerBuild", Containers::dockerBuild,
    "withKubeConfig", Containers::kubeConfig,
    "withDockerRegistry", call -> Steps.passThrough(call, call.ctx));

  private Containers() {
  }

  /** Adds a node with the pod's label; `node(POD_LABEL)` finds it. */
  private static Object podTemplate(Call call) {
    String label = call.text("label", call.run().build().name() + "-" + call.run().build().number() + "-pod" + call.id);
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("name", label);
    node.put("labels", List.of(label));
    node.put("executors", 4);
    node.put("usage", "exclusive");
    Nodes.add(call.run(), node);
    call.println("Pod template " + label + " is there");
    return Steps.passThrough(call, call.ctx.withEnvironment(Map.of("POD_LABEL", label)));
  }

  private static Object container(Call call) {
    Ctx inner = call.ctx.withEnvironment(Map.of("POD_CONTAINER", call.text("name")));
    inner.container = call.text("name");
    return Steps.passThrough(call, inner);
  }

  private static Object dockerContainer(Call call) {
    call.println("docker run -t -d " + call.text("args", "") + " " + call.text("image"));
    Ctx inner = call.ctx.copy();
    inner.container = call.text("image");
    return Steps.passThrough(call, inner);
  }

  private static Object dockerBuild(Call call) throws Exception {
    call.println("docker build -t " + call.text("image") + " " + call.text("args", "."));
    return Answered.INSTANCE.answer(call, new genpipelines.simulator.engine.DockerObject.Image(call.text("image")), 0);
  }

  private static Object kubeConfig(Call call) throws Exception {
    if (call.has("credentialsId") && call.run().secrets().credential(call.text("credentialsId")) == null
      && call.run().request().get("credentials") != null) {
      throw new hudson.AbortException("[kubernetes-cli] unable to find credentials with id '" + call.text("credentialsId") + "'");
    }
    return Steps.passThrough(call, call.ctx.withEnvironment(Map.of("KUBECONFIG", call.ctx.directory + "/.kube" + call.id + "config")));
  }
}
