package dev.roundtrip.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the whole desk as a setup file has it, in the order of the file. */
final class Export {
    private final Sections sections;

    Export(Sections sections) {
        this.sections = sections;
    }

    /** Of one moment: whoever changes the configuration meanwhile waits. Else a rule could name what its callout was called before. */
    Map<String, @Nullable Object> written(Withheld secrets) {
        return sections.desk().held(() -> all(secrets));
    }

    private Map<String, @Nullable Object> all(Withheld secrets) {
        var file = new EntryWriter();
        file.putUnlessEmpty("desk", entries(sections.desk(), secrets).getFirst());
        var picklists = new LinkedHashMap<String, Object>();
        sections.picklists().forEach(list -> picklists.put(list.list().word(), entries(list, secrets)));
        file.put("picklists", picklists);
        for (var section : sections.lists()) {
            var entries = entries(section, secrets);
            if (!entries.isEmpty()) {
                file.put(section.path(), entries);
            }
        }
        return file.entry();
    }

    private static <R> List<Map<String, @Nullable Object>> entries(Section<R> section, Withheld secrets) {
        return section.exported().stream()
                .map(record -> section.entry(record, secrets))
                .toList();
    }
}
