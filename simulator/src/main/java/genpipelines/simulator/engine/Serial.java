package genpipelines.simulator.engine;

import com.cloudbees.groovy.cps.Block;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Writes the program of a build and reads it back, as the controller does whenever all threads wait. */
final class Serial {
  private Serial() {
  }

  /** Stands for an object that is the same in the copy: code, which never changes, and the request. */
  private static final class Shared implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int index;

    Shared(int index) {
      this.index = index;
    }
  }

  /** Tries to write the program; what went wrong, or null. Names the variable that cannot be written. */
  static Throwable check(Run run) {
    Object program = run.savedByPipeline();
    if (SaveCheck.passes(program)) {
      return null;
    }
    try {
      write(program, OutputStream.nullOutputStream(), new ArrayList<>());
      return null;
    } catch (NotSerializableException e) {
      String culprit = Culprit.find(run, e.getMessage());
      run.console().system("an exception which occurred:\n\t" + culprit);
      run.violation("serialization", e.getMessage() + " cannot be saved: " + culprit, null);
      return e;
    } catch (IOException | RuntimeException e) {
      run.violation("serialization", "the program cannot be saved: " + e, null);
      return e;
    }
  }

  /** The build again, from what was written; code is shared. */
  static Run copy(Run run) throws IOException, ClassNotFoundException {
    List<Object> shared = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(32_768);
    write(run, bytes, shared);
    return read(new ByteArrayInputStream(bytes.toByteArray()), run.program().loader(), shared);
  }

  /** The whole build, code included. */
  static byte[] bytes(Run run) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(65_536);
    write(run, bytes, null);
    return bytes.toByteArray();
  }

  /** The whole build from bytes, with classes of another loader. */
  static Run read(byte[] bytes, ClassLoader loader) throws IOException, ClassNotFoundException {
    return read(new ByteArrayInputStream(bytes), loader, null);
  }

  private static void write(Object run, OutputStream out, List<Object> shared) throws IOException {
    try (Writer writer = new Writer(out, shared)) {
      writer.writeObject(run);
    }
  }

  private static Run read(InputStream in, ClassLoader loader, List<Object> shared) throws IOException, ClassNotFoundException {
    try (Reader reader = new Reader(in, loader, shared)) {
      return (Run) reader.readObject();
    }
  }

  private static final class Writer extends ObjectOutputStream {
    private final List<Object> shared;
    private final Map<Object, Shared> marks = new IdentityHashMap<>();

    Writer(OutputStream out, List<Object> shared) throws IOException {
      super(out);
      this.shared = shared;
      enableReplaceObject(shared != null);
    }

    @Override
    protected Object replaceObject(Object o) {
      if (!(o instanceof Request) && !(o instanceof Block && isCode(o))) {
        return o;
      }
      return marks.computeIfAbsent(o, x -> {
        shared.add(x);
        return new Shared(shared.size() - 1);
      });
    }

    private static boolean isCode(Object block) {
      String name = block.getClass().getName();
      return name.startsWith("com.cloudbees.groovy.cps.impl.") && !name.contains("CpsCallableInvocation");
    }
  }

  private static final class Reader extends ObjectInputStream {
    private final ClassLoader loader;
    private final List<Object> shared;

    Reader(InputStream in, ClassLoader loader, List<Object> shared) throws IOException {
      super(in);
      this.loader = loader;
      this.shared = shared;
      enableResolveObject(shared != null);
    }

    @Override
    protected Object resolveObject(Object o) {
      return o instanceof Shared ? shared.get(((Shared) o).index) : o;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass desc) throws IOException, ClassNotFoundException {
      try {
        return Class.forName(desc.getName(), false, loader);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(desc);
      }
    }
  }
}
