package genpipelines.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
  /** Ordinary code passes the sandbox. */
  @ParameterizedTest
  @ValueSource(strings = {"[3, 1].sort()", "'a,b'.split(',').length", "Math.max(1, 2)", "[a: 1].collect { k, v -> k }", "'5'.toInteger() + 1",
    "new Date(0).time", "URLEncoder.encode('a b', 'UTF-8')", "(1..3).collect { it }", "'abc' =~ /b/ ? 1 : 2", "[1, 2].contains(1)",
    "new StringBuilder('x').append(1).toString()", "'x' * 3", "[*[1], 2]", "'%d'.replace('%d', 'x')", "new groovy.json.JsonSlurper().parseText('[1]')[0]"})
  void allowed(String code) {
    Map<String, Object> answer = Builds.run("def value = " + code);
    assertEquals("SUCCESS", answer.get("result"), () -> Builds.error(answer));
  }

  /** What reaches outside the pipeline is refused, and named as the controller names it. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "System.getenv('HOME') | staticMethod java.lang.System getenv java.lang.String",
    "new File('/etc/passwd').text | new java.io.File java.lang.String",
    "'ls'.execute() | staticMethod org.codehaus.groovy.runtime.DefaultGroovyMethods execute java.lang.String",
    "Jenkins.instance | staticMethod jenkins.model.Jenkins getInstance",
    "currentBuild.rawBuild | method org.jenkinsci.plugins.workflow.support.steps.build.RunWrapper getRawBuild",
    "Double.parseDouble('1') | staticMethod java.lang.Double parseDouble java.lang.String",
    "'x'.class.forName('java.lang.System') | staticMethod java.lang.Class forName java.lang.String",
    "new URL('http://x.invalid').text | staticMethod org.codehaus.groovy.runtime.DefaultGroovyMethods getText java.net.URL",
    "env['HOME'] | staticMethod org.codehaus.groovy.runtime.DefaultGroovyMethods getAt java.lang.Object java.lang.String"})
  void refused(String code, String member) {
    Map<String, Object> answer = Builds.run("def value = " + code);
    assertEquals("Scripts not permitted to use " + member, Builds.error(answer));
  }

  /** Code that is not CPS is guarded too: NonCPS methods, constructors and initialisers. */
  @ParameterizedTest
  @ValueSource(strings = {"@NonCPS def f() { System.getenv('HOME') }\nf()", "class K { K() { System.getenv('HOME') } }\nnew K()",
    "class K { def v = System.getenv('HOME') }\nnew K()"})
  void refusedOutsideCps(String code) {
    Map<String, Object> answer = Builds.run(code);
    assertEquals("FAILURE", answer.get("result"));
    assertTrue(answer.get("log").toString().contains("Scripts not permitted to use staticMethod java.lang.System getenv"));
  }

  /** Without the sandbox the same code runs. */
  @ParameterizedTest
  @ValueSource(strings = {"System.getProperty('java.version')", "Double.parseDouble('1')", "new File('/').isDirectory()"})
  void free(String code) {
    assertEquals("SUCCESS", Builds.run("def value = " + code, "sandbox", false).get("result"));
  }
}
