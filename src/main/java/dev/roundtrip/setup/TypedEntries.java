package dev.roundtrip.setup;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.CalloutRefused;
import dev.roundtrip.callout.Secrets;
import dev.roundtrip.rule.RuleRefused;
import dev.roundtrip.setup.CalloutSection.InUse;
import dev.roundtrip.setup.Section.ChangedMeanwhile;
import dev.roundtrip.setup.Section.NoSuchEntry;
import dev.roundtrip.setup.SentJson.BodyRefused;
import dev.roundtrip.setup.SentJson.Pointed;
import dev.roundtrip.setup.SetupDocument.CalloutEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The desk entry by entry for people who fill in forms: read and kept as a program's are, but what was typed is taken letter by letter, so
 * that a <code>${…}</code> in it refers to nothing.
 */
public final class TypedEntries {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** How a message goes on where what is wrong has no place of its own in the entry. */
    private static final Pattern DEEPER = Pattern.compile("[.\\[][A-Za-z0-9_.\\[\\]-]*");

    private static final Pattern SETTING = Pattern.compile("([a-z][A-Za-z0-9_.\\[\\]-]*): ");

    private final Sections sections;
    private final Consumer<String> witness;

    public TypedEntries(Sections sections) {
        this(sections, _ -> {});
    }

    private TypedEntries(Sections sections, Consumer<String> witness) {
        this.sections = sections;
        this.witness = witness;
    }

    /**
     * The same.
     *
     * @param witness is told the name of what is changed within the write that does it, whose fate it shares
     */
    public TypedEntries witnessed(Consumer<String> witness) {
        return new TypedEntries(sections, witness);
    }

    private <R> Consumer<R> witness(Section<R> section) {
        return record -> witness.accept(section.name(record));
    }

    /**
     * Something that is wrong.
     *
     * @param setting by its keys, as the setup file has them: {@code retry.every}, {@code sign.secrets[0]}; empty for the whole
     */
    public record Mistake(String setting, String message) {}

    /** What became of it. */
    public sealed interface Result {
        /**
         * @param warnings what a person should look at though it was kept
         * @param drawn the secret that a new one came without
         */
        record Kept(
                long id,
                String name,
                List<Mistake> warnings,
                @Nullable ToldOnce drawn) implements Result {}

        /** Nothing was. */
        record Refused(List<Mistake> mistakes) implements Result {}

        /** It is not any more what was seen. */
        record Changed() implements Result {}

        /** There is none of that id. */
        record Gone() implements Result {}
    }

    /** What a callout would be; null where that is wrong, and then it was told. */
    public record Draft(@Nullable Callout callout, Secrets secrets, List<Mistake> mistakes) {}

    /** Another one whenever the entry is another; empty when there is none. */
    public Optional<String> version(String path, long id) {
        try {
            return Optional.of(version(sections.at(path), id));
        } catch (NoSuchEntry e) {
            return Optional.empty();
        }
    }

    private static <R> String version(Section<R> section, long id) {
        return section.tag(section.one(id));
    }

    /** One as the file has it, without secrets; texts come as they were typed. */
    public record Written(long id, String name, Map<String, @Nullable Object> entry) {}

    /** In the order of the file. */
    public List<Written> all(String path) {
        return all(sections.at(path));
    }

    private static <R> List<Written> all(Section<R> section) {
        return section.all().stream().map(record -> written(section, record)).toList();
    }

    /** Empty when there is none. */
    public Optional<Written> one(String path, long id) {
        return one(sections.at(path), id);
    }

    private static <R> Optional<Written> one(Section<R> section, long id) {
        try {
            return Optional.of(written(section, section.one(id)));
        } catch (NoSuchEntry e) {
            return Optional.empty();
        }
    }

    private static <R> Written written(Section<R> section, R record) {
        var plain = new LinkedHashMap<String, @Nullable Object>();
        section.entry(record, Withheld.leftOut()).forEach((key, value) -> plain.put(key, plain(value)));
        return new Written(section.id(record), section.name(record), plain);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case String text -> Filled.plain(text);
            case List<?> list -> list.stream().map(TypedEntries::plain).toList();
            case Map<?, ?> map -> {
                var all = new LinkedHashMap<Object, @Nullable Object>();
                map.forEach((key, inside) -> all.put(key, plain(inside)));
                yield all;
            }
            case null, default -> value;
        };
    }

    /**
     * The whole desk as a setup file in YAML.
     *
     * @param references whether each secret is named as a variable, and not left out
     */
    public String file(boolean references) {
        return YamlWriter.written(
                new Export(sections).written(references ? Withheld.asVariables() : Withheld.leftOut()), references);
    }

    /**
     * @param path of the section: {@code callouts}
     * @param id null for a new one
     * @param version that was seen of the one of that id
     */
    public Result keep(String path, @Nullable Long id, String version, Map<String, ?> entry) {
        return keep(sections.at(path), id, version, entry);
    }

    private <R> Result keep(Section<R> section, @Nullable Long id, String version, Map<String, ?> entry) {
        return told(() -> {
            var sent = sent(section, entry);
            return kept(
                    section,
                    id == null
                            ? section.create(sent, witness(section))
                            : section.replace(id, new IfMatch(List.of(version)), sent, witness(section)));
        });
    }

    public Result activate(String path, long id) {
        return sections.hasSwitches(path) ? activate(sections.switches(path), id) : marked(path, id, true);
    }

    /** Where being active is said by the entry alone: what else it says stays as it is by then. */
    private Result marked(String path, long id, boolean active) {
        var version = version(path, id); // before the entry: of what changes between, the version is too old
        var written = one(path, id);
        if (written.isEmpty() || version.isEmpty()) {
            return new Result.Gone();
        }
        var entry = new LinkedHashMap<>(written.get().entry());
        entry.put("active", active);
        return keep(path, id, version.get(), entry);
    }

    private <R> Result activate(Switches<R> switches, long id) {
        var of = switches.of();
        return told(() -> kept(of, new Kept<>(switches.activate(id, new IfMatch(List.of()), witness(of)))));
    }

    public Result deactivate(String path, long id) {
        return sections.hasSwitches(path) ? deactivate(sections.switches(path), id) : marked(path, id, false);
    }

    private <R> Result deactivate(Switches<R> switches, long id) {
        var of = switches.of();
        return told(() -> kept(of, new Kept<>(switches.deactivate(id, new IfMatch(List.of()), witness(of)))));
    }

    /** The same under that name, inactive. */
    public Result copy(String path, long id, String name) {
        return copy(sections.switches(path), id, name);
    }

    private <R> Result copy(Switches<R> switches, long id, String name) {
        var of = switches.of();
        return told(() -> kept(of, new Kept<>(switches.copy(id, sent(of, Map.of("name", name)), witness(of)))));
    }

    /** @return the one that is gone now */
    public Result delete(String path, long id) {
        return delete(sections.removal(path), id);
    }

    private <R> Result delete(Removal<R> removal, long id) {
        var of = removal.of();
        return told(() -> {
            var gone = removal.delete(id, new IfMatch(List.of()), witness(of));
            return new Result.Kept(id, of.name(gone), List.of(), null);
        });
    }

    /** Reads and checks the entry of a callout without keeping it. Secrets that are left out stay where they are: with the one of that id. */
    public Draft callout(@Nullable Long id, Map<String, ?> entry) {
        var section = sections.at("callouts");
        try {
            return callout(((CalloutSection) section).rooms, id, sent(section, entry));
        } catch (BodyRefused e) {
            return new Draft(null, Secrets.none(), mistakes(e));
        }
    }

    private static Draft callout(Rooms rooms, @Nullable Long id, SentJson sent) {
        var reading = sent.reading();
        var read = sent.part(reading).map(part -> {
            var entry = CalloutReader.callout(part);
            part.end();
            return entry;
        });
        sent.refuseIfWrong(reading);
        var meant = id == null ? new Meant.New() : new Meant.WithId(id);
        CalloutEntry callout = read.orElseThrow();
        var applying = new Applying(rooms, new SetupDocument(reading, Set.of(), meant, List.of(callout)));
        var drafted = new CalloutApplying(applying).draft(callout);
        try {
            applying.mistakes.refuseIfAny();
            return new Draft(drafted.callout(), drafted.secrets(), List.of());
        } catch (SetupRefused e) {
            return new Draft(drafted.callout(), drafted.secrets(), mistakes(sent.refused(e)));
        }
    }

    private static SentJson sent(Section<?> section, Map<String, ?> entry) {
        return SentJson.of(JSON.writeValueAsBytes(literal(entry)), "the " + section.word());
    }

    private static @Nullable Object literal(@Nullable Object value) {
        return switch (value) {
            case String text -> Filled.escaped(text);
            case List<?> list -> list.stream().map(TypedEntries::literal).toList();
            case Map<?, ?> map -> {
                var all = new LinkedHashMap<Object, @Nullable Object>();
                map.forEach((key, inside) -> all.put(key, literal(inside)));
                yield all;
            }
            case null, default -> value;
        };
    }

    private static Result told(Supplier<Result> change) {
        try {
            return change.get();
        } catch (BodyRefused e) {
            return new Result.Refused(mistakes(e));
        } catch (CalloutRefused e) {
            return new Result.Refused(e.problems().stream()
                    .map(problem -> new Mistake(problem.setting(), problem.message()))
                    .toList());
        } catch (RuleRefused | InUse e) {
            return new Result.Refused(List.of(new Mistake("", String.valueOf(e.getMessage()))));
        } catch (ChangedMeanwhile e) {
            return new Result.Changed();
        } catch (NoSuchEntry e) {
            return new Result.Gone();
        }
    }

    private static <R> Result kept(Section<R> section, Kept<R> kept) {
        var warnings = kept.besides().get(AppliedSection.WARNINGS) instanceof List<?> told
                ? told.stream()
                        .filter(Pointed.class::isInstance)
                        .map(Pointed.class::cast)
                        .map(TypedEntries::mistake)
                        .toList()
                : List.<Mistake>of();
        var drawn = kept.besides().values().stream()
                .filter(ToldOnce.class::isInstance)
                .map(ToldOnce.class::cast)
                .findFirst()
                .orElse(null);
        return new Result.Kept(section.id(kept.record()), section.name(kept.record()), warnings, drawn);
    }

    private static List<Mistake> mistakes(BodyRefused refused) {
        return refused.mistakes().stream().map(TypedEntries::mistake).toList();
    }

    /** A message names its place, which for what was left out is deeper than the pointer. In front of a form's field that would be said twice. */
    static Mistake mistake(Pointed pointed) {
        var setting = setting(pointed.pointer());
        var message = pointed.detail();
        if (setting.isEmpty()) {
            var named = SETTING.matcher(message);
            return named.lookingAt()
                    ? new Mistake(named.group(1), message.substring(named.end()))
                    : new Mistake("", message);
        }
        if (!message.startsWith(setting)) {
            return new Mistake(setting, message);
        }
        message = message.substring(setting.length());
        var deeper = DEEPER.matcher(message);
        if (deeper.lookingAt()) {
            setting += deeper.group();
            message = message.substring(deeper.end());
        }
        return new Mistake(setting, message.replaceFirst("^:?\\s*", ""));
    }

    private static String setting(String pointer) {
        return pointer.isEmpty()
                ? ""
                : Pattern.compile("/")
                        .splitAsStream(pointer.substring(1))
                        .map(key -> key.replace("~1", "/").replace("~0", "~"))
                        .map(key -> key.matches("\\d+") ? "[" + key + "]" : key)
                        .collect(Collectors.joining("."))
                        .replace(".[", "[");
    }
}
