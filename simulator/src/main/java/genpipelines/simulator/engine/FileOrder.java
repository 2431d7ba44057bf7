package genpipelines.simulator.engine;

import groovyjarjarasm.asm.ClassReader;
import groovyjarjarasm.asm.ClassVisitor;
import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import groovyjarjarasm.asm.Type;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The order of methods in a class file. Reflection promises none, and which overload a rejection names depends on it. */
final class FileOrder {
  private static final Map<Class<?>, Map<String, Integer>> ORDERS = new ConcurrentHashMap<>();

  private FileOrder() {
  }

  static Comparator<Method> of(Class<?> type) {
    Map<String, Integer> order = ORDERS.computeIfAbsent(type, FileOrder::read);
    return Comparator.comparingInt(m -> order.getOrDefault(m.getName() + Type.getMethodDescriptor(m), Integer.MAX_VALUE));
  }

  private static Map<String, Integer> read(Class<?> type) {
    Map<String, Integer> order = new HashMap<>();
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      new ClassReader(in).accept(new ClassVisitor(Opcodes.ASM4) {
        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
          order.put(name + descriptor, order.size());
          return null;
        }
      }, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    } catch (IOException e) {
      return order; // without it the order of reflection has to do
    }
    return order;
  }
}
