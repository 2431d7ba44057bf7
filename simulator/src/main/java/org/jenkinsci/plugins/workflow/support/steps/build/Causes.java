package org.jenkinsci.plugins.workflow.support.steps.build;

import genpipelines.simulator.engine.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why a build was started, as `buildCauses` has it. */
final class Causes {
    private Causes() {
    }

    static List<Map<String, Object>> of(Request request) {
        Map<String, Object> cause = new LinkedHashMap<>();
        String user = request.job("user", "admin");
        switch (request.job("cause", "user")) {
            case "timer":
                cause.put("_class", "hudson.triggers.TimerTrigger$TimerTriggerCause");
                cause.put("shortDescription", "Started by timer");
                break;
            case "scm":
                cause.put("_class", "hudson.triggers.SCMTrigger$SCMTriggerCause");
                cause.put("shortDescription", "Started by an SCM change");
                break;
            case "push":
                cause.put("_class", "jenkins.branch.BranchEventCause");
                cause.put("shortDescription", "Push event to branch " + request.map("branch").get("name"));
                break;
            case "upstream":
                cause.put("_class", "org.jenkinsci.plugins.workflow.support.steps.build.BuildUpstreamCause");
                cause.put("shortDescription", "Started by upstream project \"" + request.job("upstream", "upstream") + "\" build number 1");
                break;
            default:
                cause.put("_class", "hudson.model.Cause$UserIdCause");
                cause.put("shortDescription", "Started by user " + user);
                cause.put("userId", user);
                cause.put("userName", user);
        }
        return new ArrayList<>(List.of(cause));
    }
}
