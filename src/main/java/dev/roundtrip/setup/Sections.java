package dev.roundtrip.setup;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Secrets;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.notify.Channel;
import dev.roundtrip.people.Token;
import dev.roundtrip.rule.Rule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All parts of the setup file at this desk. */
public final class Sections {
    private final DeskSection desk;
    private final RuleSection rules;
    private final List<PicklistSection> picklists;
    private final List<Section<?>> lists;
    private final Map<String, Switches<?>> switches = new LinkedHashMap<>();
    private final Map<String, Removal<?>> removals = new LinkedHashMap<>();

    public Sections(Rooms rooms) {
        desk = new DeskSection(rooms);
        rules = new RuleSection(rooms);
        picklists = Arrays.stream(PicklistName.values())
                .filter(PicklistName::isShapedByTheDesk)
                .map(list -> new PicklistSection(rooms, list))
                .toList();
        var tokens = new TokenSection(rooms);
        var channels = new ChannelSection(rooms);
        var callouts = new CalloutSection(rooms);
        lists = List.of(
                new CompanySection(rooms),
                new ServiceLevelSection(rooms),
                new FieldSection(rooms),
                new PersonSection(rooms),
                new ApiUserSection(rooms),
                tokens,
                channels,
                callouts,
                rules);
        add(new Switches<>(
                rules,
                rule -> rooms.rules().keep(rule.switched(true)),
                rule -> rooms.rules().deactivate(rule.id()),
                (rule, name) -> rooms.rules().copy(rule.id(), name),
                Rule::refuseWrongName));
        add(new Switches<>(
                callouts,
                callout -> rooms.callouts().keep(callout.switched(true), Secrets.none()),
                rooms.callouts()::deactivate,
                rooms.callouts()::copy,
                Callout::refuseWrongName));
        add(new Removal<>(rules, rule -> rooms.rules().delete(rule.id())));
        add(new Removal<>(callouts, callouts::delete));
        add(new Removal<Channel>(channels, channel -> rooms.channels().delete(channel)));
        add(new Removal<Token>(tokens, token -> rooms.tokens().delete(token.id())));
    }

    private void add(Switches<?> of) {
        switches.put(of.of().path(), of);
    }

    private void add(Removal<?> of) {
        removals.put(of.of().path(), of);
    }

    DeskSection desk() {
        return desk;
    }

    RuleSection rules() {
        return rules;
    }

    List<PicklistSection> picklists() {
        return picklists;
    }

    /** All but the desk and the picklists, in the order of the file. */
    List<Section<?>> lists() {
        return lists;
    }

    /** @param path {@code callouts}, {@code picklists/queue}, {@code desk} */
    Section<?> at(String path) {
        return Stream.of(lists, picklists, List.of(desk))
                .<Section<?>>flatMap(List::stream)
                .filter(section -> section.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    Switches<?> switches(String path) {
        return known(switches, path);
    }

    /** Whether its room switches the records of that section itself; in others it is the key {@code active} of an entry. */
    boolean hasSwitches(String path) {
        return switches.containsKey(path);
    }

    Removal<?> removal(String path) {
        return known(removals, path);
    }

    private static <T> T known(Map<String, T> all, String path) {
        var known = all.get(path);
        if (known == null) {
            throw new IllegalArgumentException("no such section: " + path);
        }
        return known;
    }
}
