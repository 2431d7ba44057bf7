// Runs on Groovy 2.4.21, the version inside Jenkins. Two uses:
//   roundtrip FOLDER   every NNN.groovy is evaluated; what it collected must equal NNN.expected
//   compile FILE...    every file is compiled; the first line of each answer is FILE<tab>LINE<tab>COLUMN<tab>MESSAGE

import org.codehaus.groovy.control.CompilationUnit
import org.codehaus.groovy.control.CompilerConfiguration
import org.codehaus.groovy.control.MultipleCompilationErrorsException
import org.codehaus.groovy.control.Phases
import org.codehaus.groovy.control.messages.ExceptionMessage
import org.codehaus.groovy.control.messages.SyntaxErrorMessage

/** Texts as the generator wrote them: a count, then length and UTF-16 units of each, so that lone surrogates survive. */
List<String> expectedTexts(File file) {
    new DataInputStream(new BufferedInputStream(new FileInputStream(file))).withCloseable { stream ->
        (0..<stream.readInt()).collect {
            char[] units = new char[stream.readInt()]
            for (int i = 0; i < units.length; i++) { units[i] = stream.readChar() }
            new String(units)
        }
    }
}

String shown(Object value) {
    value == null ? 'null' : value.toString().collect { (it as char) >= ' ' && (it as char) <= '~' ? it : String.format('<%04x>', (int) (it as char)) }.join('')
}

/** Evaluates one batch; returns the number of values compared, or adds to `wrong`. */
int checkBatch(File source, List<String> wrong) {
    def expected = expectedTexts(new File(source.path.replace('.groovy', '.expected')))
    def found = []
    try {
        new GroovyShell(new GroovyClassLoader(), new Binding(found: found)).parse(source.getText('UTF-8')).run()
    } catch (MultipleCompilationErrorsException | VirtualMachineError e) {
        wrong << "${source.name}: ${e.message}".toString()
        return 0
    }
    if (found.size() != expected.size()) { wrong << "${source.name}: ${found.size()} values, expected ${expected.size()}".toString() }
    [found, expected].transpose().eachWithIndex { pair, index ->
        if (!(pair[0] instanceof String) || pair[0] != pair[1]) { wrong << "${source.name} #${index}: ${shown(pair[0])} != ${shown(pair[1])}".toString() }
    }
    found.size()
}

String oneLine(Object text) { text.toString().replaceAll(/\s+/, ' ').trim() }

/** The errors of one file, as lines of the answer. */
List<String> errorsOf(String path, GroovyClassLoader loader) {
    def unit = new CompilationUnit(new CompilerConfiguration(sourceEncoding: 'UTF-8'), null, new GroovyClassLoader(loader))
    unit.addSource(new File(path))
    try {
        unit.compile(Phases.CLASS_GENERATION)
        []
    } catch (MultipleCompilationErrorsException e) {
        e.errorCollector.errors.collect { error ->
            def cause = error instanceof SyntaxErrorMessage ? error.cause : null
            def text = cause ? cause.originalMessage : error instanceof ExceptionMessage ? error.cause.message : error
            [path, cause ? cause.startLine : 1, cause ? cause.startColumn : 1, oneLine(text)].join('\t')
        }
    }
}

if (args[0] == 'roundtrip') {
    def wrong = []
    int compared = 0
    new File(args[1]).listFiles().findAll { it.name.endsWith('.groovy') }.sort().each { compared += checkBatch(it, wrong) }
    wrong.take(20).each { println it }
    println "compared ${compared} mismatches ${wrong.size()}"
} else if (args[0] == 'compile') {
    def loader = new GroovyClassLoader()
    loader.parseClass('@interface Library { String[] value(); boolean changelog() default true }')
    new File(args[1]).readLines('UTF-8').each { path -> errorsOf(path, loader).each { println it } }
} else {
    throw new IllegalArgumentException("roundtrip or compile, not ${args[0]}")
}
