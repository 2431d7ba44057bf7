package net.sf.json;

import genpipelines.simulator.engine.OpenObject;
import java.io.ObjectStreamException;
import java.io.Serializable;

/** What readJSON gives for null, unless it is asked for plain objects: an object, so that a comparison with null says no. */
public final class JSONNull implements OpenObject, Serializable {
    private static final long serialVersionUID = 1L;
    private static final JSONNull INSTANCE = new JSONNull();

    private JSONNull() {
    }

    public static JSONNull getInstance() {
        return INSTANCE;
    }

    @Override
    public String toString() {
        return "null";
    }

    private Object readResolve() throws ObjectStreamException {
        return INSTANCE;
    }
}
