package dev.roundtrip.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Keeps what forms say of entries of the setup file: with what there is to mend told at its field, once though a form is sent twice, and never
 * over what somebody else wrote meanwhile.
 */
@Component
final class EntryForms {
    private static final String BASE = "_base";
    private static final String VERSION = "_version";

    private final Entries entries;
    private final SentTwice sentTwice;
    private final Visitor visitor;

    EntryForms(Entries entries, SentTwice sentTwice, Visitor visitor) {
        this.entries = entries;
        this.sentTwice = sentTwice;
        this.visitor = visitor;
    }

    /** The form of one entry. */
    interface Form {
        String section();

        /** Null for a new one. */
        @Nullable
        Long id();

        /** Of the form's page, to which it is sent. */
        String address();

        /** The template. */
        String page();

        /** As the record fills it now. */
        Typed filled();

        Map<String, ?> entry(Typed typed);

        boolean hasSecrets(Typed typed);

        /** What of it is shown again. */
        Typed shown(Typed typed);

        /** The field whose setting that is. */
        String field(String setting);

        /** Fields of rows, and what stands beside each. */
        default Map<String, String> beside() {
            return Map.of();
        }

        /** Tells what the entry would not show. */
        default void check(Typed typed, FormMistakes mistakes, Words words) {}

        /** Adds what the page needs besides. */
        void show(Typed typed, FormMistakes mistakes, Words words, Model model);

        /** Where to go on when it is kept. */
        String next(Entries.Outcome.Kept kept, Typed typed, RedirectAttributes next);
    }

    String opened(Form form, Typed typed, Words words, Model model) {
        model.addAttribute("version", version(form));
        model.addAttribute("base", Conflict.written(typed));
        return shown(form, typed, new FormMistakes(), words, model);
    }

    /** The page with what was typed, secrets excepted. */
    String again(Form form, Typed typed, FormMistakes mistakes, Words words, Model model) {
        model.addAttribute("version", typed.text(VERSION));
        model.addAttribute("base", typed.text(BASE));
        model.addAttribute("secretsTyped", form.hasSecrets(typed));
        return shown(form, typed, mistakes, words, model);
    }

    /** Keeps it, and answers where to go on, or with the page again. */
    String sent(
            Form form, Typed typed, Words words, Model model, HttpServletResponse response, RedirectAttributes next) {
        var person = visitor.person().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        return sentTwice
                .once(person.id(), typed, () -> saved(form, typed, words, model, response, next))
                .orElse(form.page());
    }

    private Optional<String> saved(
            Form form, Typed typed, Words words, Model model, HttpServletResponse response, RedirectAttributes next) {
        var mistakes = new FormMistakes();
        form.check(typed, mistakes, words);
        if (!mistakes.isEmpty()) {
            return refused(form, typed, mistakes, words, model, response);
        }
        return switch (entries.keep(form.section(), form.id(), typed.text(VERSION), form.entry(typed))) {
            case Entries.Outcome.Kept kept -> {
                toast(kept, words).on(next);
                Draft.isDone(next, form.address());
                yield Optional.of("redirect:" + form.next(kept, typed, next));
            }
            case Entries.Outcome.Refused(var found) -> {
                found.forEach(one -> mistakes.add(form.field(one.setting()), MistakeWords.say(one, words)));
                yield refused(form, typed, mistakes, words, model, response);
            }
            case Entries.Outcome.Changed _ -> {
                conflict(form, typed, words, model, response);
                yield Optional.empty();
            }
            case Entries.Outcome.Gone _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    private static Toast toast(Entries.Outcome.Kept kept, Words words) {
        return kept.warnings().isEmpty()
                ? Toast.ok(words.say("form.saved", kept.name()))
                : Toast.wait(words.say("form.saved.warnings", kept.name(), told(kept.warnings(), words)));
    }

    private static String told(List<Entries.Mistake> warnings, Words words) {
        return warnings.stream()
                .map(warning -> warning.setting() + ": "
                        + MistakeWords.say(warning, words).text())
                .collect(Collectors.joining("; "));
    }

    private Optional<String> refused(
            Form form, Typed typed, FormMistakes mistakes, Words words, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        again(form, typed, mistakes, words, model);
        return Optional.empty();
    }

    private void conflict(Form form, Typed typed, Words words, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.CONFLICT.value());
        var version = version(form); // before the record: of what changes between, the version is too old
        var current = form.filled();
        var conflict = Conflict.of(Conflict.read(typed.text(BASE)), current, typed, form.beside());
        model.addAttribute("conflict", conflict.differences());
        model.addAttribute("version", version);
        model.addAttribute("base", Conflict.written(current));
        model.addAttribute("secretsTyped", form.hasSecrets(typed));
        shown(form, conflict.merged(), new FormMistakes(), words, model);
    }

    private String shown(Form form, Typed typed, FormMistakes mistakes, Words words, Model model) {
        model.addAttribute("typed", form.shown(typed));
        model.addAttribute("mistakes", mistakes);
        model.addAttribute("once", sentTwice.token());
        form.show(typed, mistakes, words, model);
        return form.page();
    }

    private String version(Form form) {
        var id = form.id();
        return id == null
                ? ""
                : entries.version(form.section(), id)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
