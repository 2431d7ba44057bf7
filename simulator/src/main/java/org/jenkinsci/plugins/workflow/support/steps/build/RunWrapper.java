package org.jenkinsci.plugins.workflow.support.steps.build;

import genpipelines.simulator.declarative.run.Results;
import genpipelines.simulator.declarative.run.Results;
import genpipelines.simulator.engine.Build;
import genpipelines.simulator.engine.Request;
import genpipelines.simulator.engine.Run;
import hudson.AbortException;
import hudson.model.Result;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A build as pipelines see it: `currentBuild`, an earlier build, or one that `build` started. */
public final class RunWrapper implements Serializable {
    private static final long serialVersionUID = 1L;

    private final boolean current;
    private final Map<String, Object> facts;
    private final int position;

    private RunWrapper(boolean current, Map<String, Object> facts, int position) {
        this.current = current;
        this.facts = facts;
        this.position = position;
    }

    /** The build that runs. */
    public static RunWrapper current() {
        return new RunWrapper(true, Map.of(), -1);
    }

    /** A finished build: number, result, duration, description, variables, job. */
    public static RunWrapper finished(Map<String, Object> facts) {
        return new RunWrapper(false, new LinkedHashMap<>(facts), -1);
    }

    private static Build build() {
        return Run.current().build();
    }

    private static AbortException readOnly() {
        return new AbortException("can only set the build result on the current build");
    }

    public void setResult(String result) throws AbortException {
        if (!current) {
            throw readOnly();
        }
        if (result == null) {
            throw new NullPointerException("Cannot invoke \"String.equalsIgnoreCase(String)\" because \"s\" is null");
        }
        build().worsen(Result.fromString(result));
    }

    public String getResult() {
        Object result = current ? Results.visible(Run.current()) : facts.get("result");
        return result == null ? null : result.toString();
    }

    public String getCurrentResult() {
        String result = getResult();
        return result == null ? "SUCCESS" : result;
    }

    public boolean resultIsBetterOrEqualTo(String other) {
        return Result.fromString(getCurrentResult()).isBetterOrEqualTo(Result.fromString(other));
    }

    public boolean resultIsWorseOrEqualTo(String other) {
        return Result.fromString(getCurrentResult()).isWorseOrEqualTo(Result.fromString(other));
    }

    public int getNumber() {
        return current ? build().number() : ((Number) facts.getOrDefault("number", 1)).intValue();
    }

    public String getId() {
        return String.valueOf(getNumber());
    }

    public String getDisplayName() {
        return current ? build().displayName : String.valueOf(facts.getOrDefault("displayName", "#" + getNumber()));
    }

    public void setDisplayName(String name) throws AbortException {
        if (!current) {
            throw readOnly();
        }
        build().displayName = name;
    }

    public String getDescription() {
        Object text = current ? build().description : facts.get("description");
        return text == null ? null : text.toString();
    }

    public void setDescription(String text) throws AbortException {
        if (!current) {
            throw readOnly();
        }
        build().description = text;
    }

    public boolean isKeepLog() {
        return current && build().keepLog;
    }

    public void setKeepLog(boolean keep) {
        build().keepLog = keep;
    }

    public String getProjectName() {
        return current ? build().name() : String.valueOf(facts.getOrDefault("job", build().name()));
    }

    public String getFullProjectName() {
        return current ? build().fullName() : String.valueOf(facts.getOrDefault("fullName", build().fullName()));
    }

    public String getFullDisplayName() {
        return getFullProjectName().replace("/", " » ") + " " + getDisplayName();
    }

    public String getExternalizableId() {
        return getFullProjectName() + "#" + getNumber();
    }

    public long getDuration() {
        return current ? Run.current().clock() : Request.millis(facts.get("duration"), 0);
    }

    public String getDurationString() {
        return Durations.text(getDuration()) + (current ? " and counting" : "");
    }

    public long getStartTimeInMillis() {
        return Run.current().now() - Run.current().clock();
    }

    public long getTimeInMillis() {
        return getStartTimeInMillis();
    }

    public String getAbsoluteUrl() {
        return Run.current().request().job("url", "http://jenkins.example.com/") + "job/"
            + getFullProjectName().replace("/", "/job/") + "/" + getNumber() + "/";
    }

    public Map<String, String> getBuildVariables() {
        Map<String, String> variables = new LinkedHashMap<>();
        if (current) {
            variables.putAll(build().variables);
        } else {
            Request.asMap(facts.get("variables")).forEach((k, v) -> variables.put(k, String.valueOf(v)));
        }
        return variables;
    }

    public List<Object> getUpstreamBuilds() {
        return new ArrayList<>();
    }

    public List<Object> getChangeSets() {
        return current ? Changes.of(Run.current()) : new ArrayList<>();
    }

    public List<Map<String, Object>> getBuildCauses() {
        return Causes.of(Run.current().request());
    }

    public List<Map<String, Object>> getBuildCauses(String type) {
        List<Map<String, Object>> causes = new ArrayList<>();
        for (Map<String, Object> c : getBuildCauses()) {
            if (type.equals(c.get("_class"))) {
                causes.add(c);
            }
        }
        return causes;
    }

    /** The build itself: never given to sandboxed code, and there is none here. */
    public Object getRawBuild() {
        throw new UnsupportedOperationException("currentBuild.rawBuild: there is no controller here; use the methods of currentBuild");
    }

    public RunWrapper getNextBuild() {
        return null;
    }

    public RunWrapper getPreviousBuild() {
        return earlier(null, false);
    }

    public RunWrapper getPreviousBuildInProgress() {
        return null;
    }

    public RunWrapper getPreviousBuiltBuild() {
        return earlier(Result.FAILURE, false);
    }

    public RunWrapper getPreviousCompletedBuild() {
        return earlier(null, false);
    }

    public RunWrapper getPreviousSuccessfulBuild() {
        return earlier(Result.SUCCESS, false);
    }

    public RunWrapper getPreviousNotFailedBuild() {
        return earlier(Result.UNSTABLE, false);
    }

    public RunWrapper getPreviousFailedBuild() {
        return earlier(Result.FAILURE, true);
    }

    /** The last build before this one that is at most as bad as `limit`, or exactly that. */
    private RunWrapper earlier(Result limit, boolean exact) {
        List<Map<String, Object>> all = build().previous();
        for (int i = (position < 0 ? all.size() : position) - 1; i >= 0; i--) {
            Result r = Result.fromString(String.valueOf(all.get(i).get("result")));
            boolean fits = exact ? r == limit : limit == null || r.isBetterOrEqualTo(limit);
            if (fits) {
                return new RunWrapper(false, all.get(i), i);
            }
        }
        return null;
    }
}
