package org.jenkinsci.plugins.workflow.support.actions;

import java.util.Map;

/** Gives the environment of a build. */
public interface EnvironmentAction {
  Map<String, String> getEnvironment();
}
