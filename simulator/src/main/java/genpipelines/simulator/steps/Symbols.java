package genpipelines.simulator.steps;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** Symbols that are no steps but name a value: parameters, bindings, triggers, options, conditions. */
final class Symbols {
  private static final Set<String> NAMES = Set.of(
    "string", "text", "booleanParam", "choice", "password", "file", "credentials", "run", "persistentString",
    "usernamePassword", "usernameColonPassword", "sshUserPrivateKey", "certificate", "zip", "dockerCert", "aws", "vaultString",
    "kubeconfigFile", "gitUsernamePassword", "azureServicePrincipal",
    "parameters", "pipelineTriggers", "buildDiscarder", "logRotator", "disableConcurrentBuilds", "durabilityHint", "rateLimitBuilds",
    "disableResume", "copyArtifactPermission", "overrideIndexTriggers", "githubProjectProperty", "quietPeriod", "authorizationMatrix",
    "cron", "pollSCM", "upstream", "githubPush", "genericTrigger", "GenericTrigger", "parameterizedCron",
    "agent", "nonresumable", "kubernetesAgent", "scmGit", "gitSCM", "BitbucketPush",
    "containerTemplate", "envVar", "secretEnvVar", "emptyDirVolume", "hostPathVolume", "secretVolume", "configMapVolume",
    "persistentVolumeClaim", "dynamicPVC", "genericEphemeralVolume", "nfsVolume",
    "emptyDirWorkspaceVolume", "hostPathWorkspaceVolume", "nfsWorkspaceVolume", "persistentVolumeClaimWorkspaceVolume", "portMapping", "containerLivenessProbe", "podAnnotation",
    "configFile", "java", "javaDoc", "checkStyle", "spotBugs", "pmdParser", "cpd", "esLint", "sarif", "trivy", "groovyScript",
    "jacoco", "cobertura", "developers", "requestor", "culprits", "buildUser", "upstreamDevelopers", "recipients",
    "merge", "override", "onFailure", "always", "never", "lastSuccessful", "specific", "latestSavedBuild",
    "cleanBeforeCheckout", "cleanAfterCheckout", "cloneOption", "localBranch", "pruneStaleBranch", "submodule");

  private Symbols() {
  }

  static boolean isKnown(String name) {
    return NAMES.contains(name);
  }

  static Object make(String name, Object passed) {
    Object[] args = InvokerHelper.asArray(passed);
    Map<String, Object> named = new LinkedHashMap<>();
    if (args.length == 1 && args[0] instanceof Map) {
      ((Map<?, ?>) args[0]).forEach((k, v) -> named.put(String.valueOf(k), v));
    } else if (args.length == 1) {
      named.put("value", args[0]);
    }
    return new UninstantiatedDescribable(name, named);
  }

  /** A symbol or a `$class` map as name and arguments. */
  static UninstantiatedDescribable read(Object value) {
    if (value instanceof UninstantiatedDescribable) {
      return (UninstantiatedDescribable) value;
    }
    Map<String, Object> named = new LinkedHashMap<>();
    String name = "?";
    if (value instanceof Map) {
      for (Map.Entry<?, ?> e : ((Map<?, ?>) value).entrySet()) {
        if (e.getKey().equals("$class")) {
          name = String.valueOf(e.getValue());
        } else {
          named.put(String.valueOf(e.getKey()), e.getValue());
        }
      }
    }
    return new UninstantiatedDescribable(name.substring(name.lastIndexOf('.') + 1), named);
  }
}
