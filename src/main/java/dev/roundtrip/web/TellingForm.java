package dev.roundtrip.web;

import dev.roundtrip.notify.Recipient;
import dev.roundtrip.notify.Telling;
import dev.roundtrip.rule.RuleWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom a callout tells and when, as fields of its form, and those as {@code notify} of its entry. That nobody is told has a field of its own:
 * it is to be said, and not to come of nothing.
 */
final class TellingForm {
    static final String WHEN = "notify.when";
    /** Boxes: everybody by the word of the setup file. */
    static final String WHO = "notify.who";
    /** A text with addresses. */
    static final String MORE = "notify.more";

    static final String NOBODY = "notify.nobody";

    private static final Pattern BETWEEN = Pattern.compile("[,;\\s]+");

    private TellingForm() {}

    /** @param telling null when nobody has chosen yet */
    static Typed filled(Typed fields, @Nullable Telling telling, RuleWords spelled) {
        if (telling == null) {
            return fields.with(WHEN, List.of(Telling.When.FAILURE.word()));
        }
        var boxes = new ArrayList<String>();
        var addresses = new ArrayList<String>();
        for (var who : telling.who()) {
            (who instanceof Recipient.Address ? addresses : boxes).add(spelled.recipient(who));
        }
        var filled = fields.with(WHEN, List.of(telling.when().word()));
        filled = boxes.isEmpty() ? filled : filled.with(WHO, boxes);
        filled = addresses.isEmpty() ? filled : filled.with(MORE, List.of(String.join(", ", addresses)));
        return telling.isNobody() ? filled.with(NOBODY, List.of("on")) : filled;
    }

    /** As the setup file has it; empty as long as nothing is chosen. */
    static Optional<Map<String, Object>> entry(Typed typed) {
        var who = recipients(typed);
        if (who.isEmpty() && !typed.on(NOBODY)) {
            return Optional.empty();
        }
        var entry = new LinkedHashMap<String, Object>();
        entry.put("who", who);
        entry.put("when", typed.text(WHEN));
        return Optional.of(entry);
    }

    /** Those of the boxes first. */
    static List<String> recipients(Typed typed) {
        return Stream.concat(typed.all(WHO).stream(), more(typed)).toList();
    }

    static Stream<String> more(Typed typed) {
        return BETWEEN.splitAsStream(typed.text(MORE)).filter(address -> !address.isEmpty());
    }

    /** Whoever saves a callout has to choose. */
    static void check(Typed typed, FormMistakes mistakes, Words words) {
        var chosen = !recipients(typed).isEmpty();
        if (!chosen && !typed.on(NOBODY)) {
            mistakes.add(WHO, new MistakeWords.Said(words.say("mistake.telling.none"), null));
        } else if (chosen && typed.on(NOBODY)) {
            mistakes.add(NOBODY, new MistakeWords.Said(words.say("mistake.telling.both"), null));
        }
    }

    /** The field that a mistake is told at; of a recipient, the one it was typed into. */
    static String field(String setting, Typed typed) {
        if (!setting.startsWith("notify.who[")) {
            return setting.equals("notify") ? WHO : setting;
        }
        int place = Integer.parseInt(setting.replaceAll("\\D", ""));
        return place < typed.all(WHO).size() ? WHO : MORE;
    }
}
