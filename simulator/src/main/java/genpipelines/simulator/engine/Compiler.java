package genpipelines.simulator.engine;

import com.cloudbees.groovy.cps.NonCPS;
import com.cloudbees.groovy.cps.TransformerConfiguration;
import genpipelines.simulator.declarative.DeclarativeTransformer;
import genpipelines.simulator.declarative.KnownPlugins;
import groovy.lang.GroovyClassLoader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.tools.GroovyClass;
import org.jenkinsci.plugins.workflow.cps.CpsClosure2;
import org.jenkinsci.plugins.workflow.cps.CpsScript;

/** Compiles pipeline text as the controller does: declarative blocks, CPS, sandbox. Gives bytes; each run defines them anew. */
final class Compiler {
  private static final int KEPT = 400;

  /** Compiled scripts by everything that decides about them, the least used dropped first. */
  private static final Map<String, Source> CACHE = new LinkedHashMap<>(64, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Source> eldest) {
      return size() > KEPT;
    }
  };

  private Compiler() {
  }

  /** Compiles one script; `key` names everything outside the text that the result depends on. */
  static Source script(String name, String text, boolean sandbox, String key, ClassLoader known, KnownPlugins plugins) {
    String id = name + '\0' + sandbox + '\0' + plugins.id() + '\0' + key + '\0' + text;
    Source source = CACHE.get(id);
    if (source == null) {
      source = new Source(name, compile(Map.of(name, text), sandbox, known, plugins));
      CACHE.put(id, source);
    }
    return source;
  }

  /**
   * Compiles texts together.
   *
   * @param texts text by file name; a script's class is named after its file
   * @throws org.codehaus.groovy.control.CompilationFailedException when a text has an error
   */
  static Map<String, byte[]> compile(Map<String, String> texts, boolean sandbox, ClassLoader known, KnownPlugins plugins) {
    CompilationUnit unit = new CompilationUnit(configuration(sandbox, plugins), null, new GroovyClassLoader(known));
    texts.forEach(unit::addSource);
    unit.compile(Phases.CLASS_GENERATION);
    Map<String, byte[]> classes = new LinkedHashMap<>();
    for (Object c : unit.getClasses()) {
      classes.put(((GroovyClass) c).getName(), ((GroovyClass) c).getBytes());
    }
    return classes;
  }

  private static CompilerConfiguration configuration(boolean sandbox, KnownPlugins plugins) {
    CompilerConfiguration cc = new CompilerConfiguration();
    cc.setScriptBaseClass(CpsScript.class.getName());
    cc.setSourceEncoding("UTF-8");
    cc.setDisabledGlobalASTTransformations(Set.of("groovy.grape.GrabAnnotationTransformation"));
    ImportCustomizer imports = new ImportCustomizer();
    imports.addStarImports(NonCPS.class.getPackage().getName(), "hudson.model", "jenkins.model");
    imports.addImports("org.jenkinsci.plugins.workflow.libs.Library");
    EngineTransformer cps = new EngineTransformer(sandbox);
    cps.setConfiguration(new TransformerConfiguration().withClosureType(CpsClosure2.class));
    cc.addCompilationCustomizers(imports, new DeclarativeTransformer(plugins), cps);
    return cc;
  }
}
