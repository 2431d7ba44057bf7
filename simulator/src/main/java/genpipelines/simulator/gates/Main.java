package genpipelines.simulator.gates;

import groovy.json.JsonOutput;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.ErrorCollector;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/**
 * The gates that need Groovy's syntax tree: `java … Main LIBRARY STEP,STEP…`.
 *
 * Compiles vars/ and src/ with Groovy 2.4.21, runs our checks on them, and prints one JSON object a line: what was found,
 * and for each var the keys that its `call(Map)` reads.
 */
public final class Main {
    private Main() {
    }

    public static void main(String[] arguments) throws IOException {
        Path library = Path.of(arguments[0]);
        Set<String> steps = new TreeSet<>(Arrays.asList(arguments.length > 1 ? arguments[1].split(",") : new String[0]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<Found> found = new ArrayList<>();
        Map<String, Set<String>> reads = new TreeMap<>();
        for (Path file : sources(library)) {
            look(library, file, steps, found, reads);
        }
        found.forEach(one -> out.println(one.asJson()));
        reads.forEach((name, keys) -> out.println(JsonOutput.toJson(Map.of("var", name, "reads", keys))));
    }

    private static List<Path> sources(Path library) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String part : List.of("src", "vars")) {
            if (Files.isDirectory(library.resolve(part))) {
                try (Stream<Path> walk = Files.walk(library.resolve(part))) {
                    files.addAll(walk.filter(path -> path.toString().endsWith(".groovy")).sorted().collect(Collectors.toList()));
                }
            }
        }
        return files;
    }

    /** Each file is compiled by itself, so that one broken file does not hide the others; what it needs of src/ is found there. */
    private static void look(Path library, Path file, Set<String> steps, List<Found> found, Map<String, Set<String>> reads) throws IOException {
        String path = library.relativize(file).toString().replace('\\', '/');
        CompilationUnit unit = new CompilationUnit(configuration(library));
        String name = file.getFileName().toString();
        unit.addSource(new SourceUnit(name, Files.readString(file), unit.getConfiguration(), unit.getClassLoader(), new ErrorCollector(unit.getConfiguration())));
        List<Check> checks = checks(steps);
        unit.addPhaseOperation(new CompilationUnit.PrimaryClassNodeOperation() {
            @Override
            public void call(SourceUnit source, GeneratorContext context, ClassNode node) {
                if (!source.getName().equals(name)) {
                    return; // a class that this file uses: it is looked at by itself
                }
                checks.forEach(check -> check.look(path, node));
                Set<String> keys = path.startsWith("vars/") && node.isScript() ? Reads.of(node) : null;
                if (keys != null) {
                    reads.put(name.substring(0, name.length() - ".groovy".length()), keys);
                }
            }
        }, Phases.CANONICALIZATION);
        try {
            unit.compile(Phases.CLASS_GENERATION);
        } catch (MultipleCompilationErrorsException errors) {
            errors(path, errors, found);
        }
        checks.forEach(check -> found.addAll(check.found));
    }

    private static CompilerConfiguration configuration(Path library) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setClasspathList(List.of(library.resolve("src").toString()));
        configuration.setSourceEncoding("UTF-8");
        configuration.addCompilationCustomizers(new ImportCustomizer().addImports("com.cloudbees.groovy.cps.NonCPS"));
        return configuration;
    }

    private static List<Check> checks(Set<String> steps) {
        return List.of(new NonCpsSteps(steps), new SecretInText(), new SwallowedInterruptions(), new Defaults(), new DecimalComparisons(),
            new WallClock(), new Monitors(), new Spreads(), new VarState());
    }

    private static void errors(String path, MultipleCompilationErrorsException errors, List<Found> found) {
        for (Object message : errors.getErrorCollector().getErrors()) {
            if (message instanceof SyntaxErrorMessage) {
                SyntaxException cause = ((SyntaxErrorMessage) message).getCause();
                found.add(new Found(path, cause.getStartLine(), cause.getStartColumn(), "groovy", cause.getOriginalMessage()));
            } else {
                found.add(new Found(path, 1, 1, "groovy", String.valueOf(message)));
            }
        }
    }
}
