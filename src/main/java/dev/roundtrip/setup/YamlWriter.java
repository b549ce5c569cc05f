package dev.roundtrip.setup;

import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Writes texts, flags, numbers, lists and maps as YAML that {@link YamlReader} reads as the same. */
final class YamlWriter {
    private static final String LEFT_OUT = """
            # Secrets are left out. Applied to this desk again, this changes nothing; for another desk, "export --references"
            # names a variable for each of them.
            """;

    private static final String REFERENCES = """
            # Each ${env:…} stands for a secret that no desk tells: set these variables where this is applied.
            """;

    private YamlWriter() {}

    /** @param references whether secrets are named as variables: what stands above all tells what that means */
    static String written(Map<String, ?> file, boolean references) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setIndent(2);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        // Nothing is folded: a reader of the file would have to know where a blank is a line break.
        options.setSplitLines(false);
        // Java has one empty list, and YAML would write it once and point there from everywhere else.
        options.setDereferenceAliases(true);
        // What YAML cannot hold as it is stands there escaped, not as base64.
        options.setNonPrintableStyle(DumperOptions.NonPrintableStyle.ESCAPE);
        return (references ? REFERENCES : LEFT_OUT) + new Yaml(new Texts(options), options).dump(file);
    }

    /** What YAML takes for a line break and people do not is written as an escape, for read it becomes a plain one. */
    private static final class Texts extends Representer {
        private static final Pattern ODD_BREAK = Pattern.compile("[\\x85\\u2028\\u2029]");

        Texts(DumperOptions options) {
            super(options);
        }

        @Override
        protected Node representScalar(Tag tag, String value, DumperOptions.ScalarStyle style) {
            var odd = ODD_BREAK.matcher(value).find();
            return super.representScalar(tag, value, odd ? DumperOptions.ScalarStyle.DOUBLE_QUOTED : style);
        }
    }
}
