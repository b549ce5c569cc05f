package dev.roundtrip.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The forms of all kinds of settings: a new one, one to read or to change, and switching one off and on. */
@Controller
final class SettingsForms {
    private static final String ONE = "/settings/{kind:fields|companies|people|channels}";
    private static final String OF_A_PART = "/settings/{kind:picklists|api}/{part:[a-zA-Z-]+}";
    private static final String ID = "/{id:-?[0-9]{1,18}}";

    private final Map<String, SettingsKind> kinds;
    private final EntryForms forms;
    private final Entries entries;
    private final Visitor visitor;
    private final PageWords pageWords;

    SettingsForms(List<SettingsKinds> pages, EntryForms forms, Entries entries, Visitor visitor, PageWords pageWords) {
        this.kinds = pages.stream()
                .flatMap(page -> page.kinds().stream())
                .collect(Collectors.toMap(SettingsKind::address, kind -> kind));
        this.forms = forms;
        this.entries = entries;
        this.visitor = visitor;
        this.pageWords = pageWords;
    }

    @GetMapping({ONE + "/new", OF_A_PART + "/new"})
    String fresh(@PathVariable Map<String, String> path, Locale locale, Model model) {
        visitor.needsAdministrator();
        var kind = kind(path);
        var words = pageWords.in(locale);
        var form = form(kind, null, words);
        return forms.opened(form, form.filled(), words, model);
    }

    @GetMapping({ONE + ID, OF_A_PART + ID})
    String one(@PathVariable Map<String, String> path, @PathVariable long id, Locale locale, Model model) {
        var kind = kind(path);
        if (kind.isForAdministrators()) {
            visitor.needsAdministrator();
        }
        var words = pageWords.in(locale);
        var form = form(kind, id, words);
        return forms.opened(form, form.filled(), words, model);
    }

    @PostMapping({ONE + "/new", OF_A_PART + "/new"})
    String create(
            @PathVariable Map<String, String> path,
            @RequestParam MultiValueMap<String, String> sent,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        visitor.needsAdministrator();
        var words = pageWords.in(locale);
        return forms.sent(form(kind(path), null, words), Typed.of(sent), words, model, response, next);
    }

    @PostMapping({ONE + ID, OF_A_PART + ID})
    String change(
            @PathVariable Map<String, String> path,
            @PathVariable long id,
            @RequestParam MultiValueMap<String, String> sent,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        visitor.needsAdministrator();
        var words = pageWords.in(locale);
        return forms.sent(form(kind(path), id, words), Typed.of(sent), words, model, response, next);
    }

    @PostMapping({ONE + ID + "/activate", OF_A_PART + ID + "/activate"})
    String activate(
            @PathVariable Map<String, String> path, @PathVariable long id, Locale locale, RedirectAttributes next) {
        visitor.needsAdministrator();
        var kind = kind(path);
        return switched(kind, entries.activate(kind.section(), id), "settings.activated", pageWords.in(locale), next);
    }

    @PostMapping({ONE + ID + "/deactivate", OF_A_PART + ID + "/deactivate"})
    String deactivate(
            @PathVariable Map<String, String> path, @PathVariable long id, Locale locale, RedirectAttributes next) {
        visitor.needsAdministrator();
        var kind = kind(path);
        var words = pageWords.in(locale);
        var against = kind.keptActive(id, words);
        if (against != null) {
            Toast.fail(words.say("callouts.refused", against)).on(next);
            return "redirect:" + kind.list();
        }
        return switched(kind, entries.deactivate(kind.section(), id), "settings.deactivated", words, next);
    }

    private static String switched(
            SettingsKind kind, Entries.Outcome outcome, String key, Words words, RedirectAttributes next) {
        var toast = switch (outcome) {
            case Entries.Outcome.Kept kept -> Toast.ok(words.say(key, kept.name()));
            case Entries.Outcome.Refused refused ->
                Toast.fail(words.say(
                        "callouts.refused",
                        MistakeWords.say(refused.mistakes().getFirst(), words).text()));
            case Entries.Outcome.Changed _ -> Toast.fail(words.say("settings.changed"));
            case Entries.Outcome.Gone _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
        toast.on(next);
        return "redirect:" + kind.list();
    }

    private SettingsForm form(SettingsKind kind, @Nullable Long id, Words words) {
        return new SettingsForm(kind, id, entries, words);
    }

    private SettingsKind kind(Map<String, String> path) {
        var part = path.get("part");
        var kind = kinds.get("/settings/" + path.get("kind") + (part == null ? "" : "/" + part));
        if (kind == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return kind;
    }
}
