package genpipelines.simulator.engine;

import groovy.lang.GroovyObjectSupport;
import groovy.lang.MissingPropertyException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** The global `scm`: where the Jenkinsfile comes from, as far as pipelines may ask a GitSCM. */
public final class SourceObject extends GroovyObjectSupport implements OpenObject, Serializable {
  private static final long serialVersionUID = 1L;

  @Override
  public Object getProperty(String name) {
    Map<String, Object> scm = Run.current().request().map("scm");
    switch (name) {
      case "branches": return List.of(Map.of("name", String.valueOf(scm.getOrDefault("branch", "main"))));
      case "userRemoteConfigs": return List.of(Map.of("url", String.valueOf(scm.getOrDefault("url", ""))));
      case "extensions": return List.of();
      case "submoduleCfg": return List.of();
      case "doGenerateSubmoduleConfigurations": return false;
      default: throw new MissingPropertyException(name, SourceObject.class);
    }
  }

  @Override
  public String toString() {
    return "hudson.plugins.git.GitSCM";
  }
}
