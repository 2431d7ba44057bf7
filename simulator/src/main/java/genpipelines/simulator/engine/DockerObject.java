package genpipelines.simulator.engine;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/** The global `docker`: images, registries and servers, each answered by a step of its own. */
public final class DockerObject extends GroovyObjectSupport implements OpenObject, Serializable {
  private static final long serialVersionUID = 1L;

  public Object image(String id) {
    return new Image(id);
  }

  public Object build(String id) {
    return build(id, ".");
  }

  public Object build(String id, String arguments) {
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("image", id);
    args.put("args", arguments);
    return Run.current().callStep("dockerBuild", new Object[] {args});
  }

  public Object withRegistry(String url, Closure<?> body) {
    return withRegistry(url, null, body);
  }

  public Object withRegistry(String url, String credentials, Closure<?> body) {
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("url", url);
    args.put("credentialsId", credentials);
    return Run.current().callStep("withDockerRegistry", new Object[] {args, body});
  }

  public Object withServer(String uri, Closure<?> body) {
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("uri", uri);
    return Run.current().callStep("withDockerServer", new Object[] {args, body});
  }

  /** One image. */
  public static final class Image extends GroovyObjectSupport implements OpenObject, Serializable {
    private static final long serialVersionUID = 1L;
    public final String id;

    public Image(String id) {
      this.id = id;
    }

    public String getId() {
      return id;
    }

    public String imageName() {
      return id;
    }

    public Object inside(Closure<?> body) {
      return inside("", body);
    }

    public Object inside(String arguments, Closure<?> body) {
      return step("withDockerContainer", arguments, body);
    }

    public Object withRun(Closure<?> body) {
      return withRun("", body);
    }

    public Object withRun(String arguments, Closure<?> body) {
      return step("dockerRun", arguments, body);
    }

    private Object step(String name, String arguments, Closure<?> body) {
      Map<String, Object> args = new LinkedHashMap<>();
      args.put("image", id);
      args.put("args", arguments);
      return Run.current().callStep(name, new Object[] {args, body});
    }

    public Object pull() {
      return move("dockerPull", null);
    }

    public Object push() {
      return move("dockerPush", null);
    }

    public Object push(String tag) {
      return move("dockerPush", tag);
    }

    public Object tag(String tag) {
      return move("dockerTag", tag);
    }

    private Object move(String name, String tag) {
      Map<String, Object> args = new LinkedHashMap<>();
      args.put("image", id);
      args.put("tag", tag);
      return Run.current().callStep(name, new Object[] {args});
    }
  }
}
