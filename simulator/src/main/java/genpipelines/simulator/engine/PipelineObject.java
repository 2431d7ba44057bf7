package genpipelines.simulator.engine;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import java.io.Serializable;

/** `pipeline` where it is no declarative block: its body runs as ordinary code and fails at the first section, as in Jenkins. */
public final class PipelineObject extends GroovyObjectSupport implements OpenObject, Serializable {
    private static final long serialVersionUID = 1L;

    public Object call(Closure<?> body) {
        return body.call();
    }
}
