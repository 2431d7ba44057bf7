package genpipelines.simulator.engine;

/** An object of the engine that sandboxed code may ask for any property or method, such as `steps` and `docker`. */
public interface OpenObject {
}
