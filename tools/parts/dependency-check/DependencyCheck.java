import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.owasp.dependencycheck.Engine;
import org.owasp.dependencycheck.exception.ExceptionCollection;
import org.owasp.dependencycheck.utils.Settings;

/** The options of dependency-check.sh that the library uses, on the engine behind it. Exit codes: 0 done, 1 wrong options, 13 an analysis failed. */
public final class DependencyCheck {
    /** What asks a server of the Internet, besides the database itself. */
    private static final String[] OFF = {
        Settings.KEYS.HOSTED_SUPPRESSIONS_ENABLED, Settings.KEYS.ANALYZER_KNOWN_EXPLOITED_ENABLED, Settings.KEYS.ANALYZER_RETIREJS_ENABLED,
        Settings.KEYS.ANALYZER_OSSINDEX_ENABLED, Settings.KEYS.ANALYZER_CENTRAL_ENABLED, Settings.KEYS.ANALYZER_NODE_AUDIT_ENABLED,
        Settings.KEYS.ANALYZER_YARN_AUDIT_ENABLED, Settings.KEYS.ANALYZER_PNPM_AUDIT_ENABLED, Settings.KEYS.UPDATE_VERSION_CHECK_ENABLED,
        Settings.KEYS.ANALYZER_ASSEMBLY_ENABLED,
    };

    private final Settings settings = new Settings();
    private final List<String> formats = new ArrayList<>();
    private String project = "";
    private String scanned;
    private File out = new File(".");

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            System.out.println("Dependency-Check Core version " + Engine.class.getPackage().getImplementationVersion());
            return;
        }
        DependencyCheck check = new DependencyCheck();
        check.read(arguments);
        System.exit(check.run());
    }

    private void read(String[] arguments) throws Exception {
        settings.setBoolean(Settings.KEYS.AUTO_UPDATE, true);
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--noupdate": settings.setBoolean(Settings.KEYS.AUTO_UPDATE, false); break;
                case "--project": project = arguments[++i]; break;
                case "--scan": scanned = arguments[++i]; break;
                case "--exclude": i++; break; // the folder of the reports, which holds nothing that is analysed
                case "--out": out = new File(arguments[++i]); break;
                case "--format": formats.add(arguments[++i]); break;
                case "--data": settings.setString(Settings.KEYS.DATA_DIRECTORY, arguments[++i]); break;
                case "--nvdDatafeed": settings.setString(Settings.KEYS.NVD_API_DATAFEED_URL, arguments[++i]); break;
                case "--suppression": settings.setString(Settings.KEYS.SUPPRESSION_FILE, arguments[++i]); break;
                case "--propertyfile": settings.mergeProperties(new File(arguments[++i])); break;
                case "--updateonly": break;
                default: System.err.println("unknown option " + arguments[i]); System.exit(1);
            }
        }
        for (String key : OFF) {
            settings.setBoolean(key, false);
        }
    }

    private int run() throws Exception {
        try (Engine engine = new Engine(settings)) {
            if (scanned == null) {
                engine.doUpdates();
                return 0;
            }
            engine.scan(scanned);
            ExceptionCollection failures = analyze(engine);
            for (String format : formats) {
                engine.writeReports(project, out, format, failures);
            }
            return failures == null ? 0 : 13;
        } finally {
            settings.cleanup(true);
        }
    }

    private static ExceptionCollection analyze(Engine engine) {
        try {
            engine.analyzeDependencies();
            return null;
        } catch (ExceptionCollection failures) {
            failures.getExceptions().forEach(one -> System.err.println("[ERROR] " + one));
            return failures;
        }
    }
}
