package dev.roundtrip.web;

import dev.roundtrip.people.Actor;
import dev.roundtrip.people.Refusals;
import dev.roundtrip.people.SecurityCheck;
import dev.roundtrip.people.SecurityEvent;
import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.people.SecurityLog;
import dev.roundtrip.people.SecurityMark;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.store.SearchGivenUp;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The security log, for administrators: to look at, and to take away. */
@Controller
@RequestMapping("/settings/security")
final class SecurityPages {
    private static final int ROWS = 50;
    private static final String PAGE = "/settings/security";

    private final SecurityLog log;
    private final SecurityNotes notes;
    private final int days;
    private final Visitor visitor;
    private final PageWords pageWords;

    SecurityPages(SecurityLog log, SecurityNotes notes, Settings settings, Visitor visitor, PageWords pageWords) {
        this.log = log;
        this.notes = notes;
        this.days = settings.securityLogDays();
        this.visitor = visitor;
        this.pageWords = pageWords;
    }

    /**
     * @param tone of the state: {@code fail} for what was refused
     * @param subject what it was done to; null where that is nothing
     */
    public record Row(
            String what,
            String tone,
            @Nullable String subject,
            String who,
            @Nullable String address,
            Moment at) {}

    /**
     * What a check found.
     *
     * @param mark to be kept elsewhere; null where nothing is to be relied on
     */
    public record Checked(
            boolean fits,
            String title,
            String text,
            @Nullable String mark) {}

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable Long below,
            Locale locale,
            Model model) {
        visitor.needsAdministrator();
        return list(q, below, pageWords.in(locale), model);
    }

    /** @param mark that was kept elsewhere; empty for none */
    @GetMapping("/check")
    String check(
            @RequestParam(defaultValue = "") String mark, HttpServletResponse response, Locale locale, Model model) {
        visitor.needsAdministrator();
        var words = pageWords.in(locale);
        var kept = SecurityMark.of(mark);
        model.addAttribute("mark", mark);
        if (kept.isEmpty() && !mark.isBlank()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("wrongMark", "security.chain.mark.wrong");
        } else {
            model.addAttribute("checked", checked(log.check(kept.orElse(null)), words));
        }
        return list("", null, words, model);
    }

    private static Checked checked(SecurityCheck check, Words words) {
        var fault = check.fault();
        if (fault == null) {
            return new Checked(
                    true,
                    words.say("security.check.fits", check.events()),
                    words.say("security.check.fits.text"),
                    check.events() == 0 ? null : check.last().text());
        }
        return new Checked(
                false,
                words.say("security.check." + fault.word(), check.at()),
                words.say("security.check.before", check.events()),
                null);
    }

    private String list(String q, @Nullable Long below, Words words, Model model) {
        var newest = log.newest();
        model.addAttribute("chain", newest.id() == 0 ? null : newest);
        model.addAttribute("days", days);
        var text = q.replace("\0", "").strip();
        var page = new SecurityLog.Page(List.of(), null);
        try {
            page = log.page(text.isEmpty() ? null : text, below == null ? Long.MAX_VALUE : below, ROWS);
        } catch (SearchGivenUp dear) {
            model.addAttribute("tooLong", true);
        }
        model.addAttribute(
                "rows", page.events().stream().map(one -> row(one, words)).toList());
        model.addAttribute("q", text);
        model.addAttribute("newest", below == null ? null : address(text, null));
        model.addAttribute("older", page.next() == null ? null : address(text, page.next()));
        return "settings/security";
    }

    private static String address(String text, @Nullable Long below) {
        var asked = new LinkedHashMap<String, @Nullable String>();
        asked.put("q", text);
        asked.put("below", below == null ? null : below.toString());
        return PageAddress.of(PAGE, asked).plain();
    }

    private static Row row(SecurityEvent event, Words words) {
        var actor = event.actor();
        var who = !actor.name().equals(SecurityNotes.NOBODY)
                ? TicketNames.actor(actor, words)
                : words.say(actor.kind() == Actor.Kind.TOKEN ? "security.nobody.token" : "security.nobody");
        return new Row(
                words.say("security.what." + event.what().word()),
                switch (event.what()) {
                    case SIGN_IN_REFUSED, SIGN_IN_THROTTLED, PROVIDER_REFUSED, API_REFUSED, ACCESS_REFUSED, UNKNOWN ->
                        "fail";
                    default -> "";
                },
                subject(event, words),
                who,
                event.address(),
                Moment.of(event.at(), words));
    }

    private static @Nullable String subject(SecurityEvent event, Words words) {
        return switch (event.what()) {
            case API_REFUSED, ACCESS_REFUSED -> {
                var told = Refusals.Told.of(event.name());
                var subject = subject(event.kind(), told.name(), words);
                yield told.passedOver() == 0
                        ? subject
                        : words.say("security.subject.more", subject == null ? "" : subject, told.passedOver());
            }
            case PROVIDER_REFUSED ->
                event.name() == null ? null : words.sayOr("provider.refused." + event.name(), event.name());
            case REMOVED ->
                SecurityEvent.Removal.of(event.name())
                        .map(removal -> words.say(
                                "security.subject.removed",
                                removal.count(),
                                removal.until().id()))
                        .orElse(event.name());
            default -> subject(event.kind(), event.name(), words);
        };
    }

    private static @Nullable String subject(@Nullable String kind, @Nullable String name, Words words) {
        if (kind == null) {
            return name;
        }
        var section = kind.replaceFirst("/.*", "");
        var said = words.sayOr("security.kind." + section, section);
        return name == null ? said : words.say("security.subject", said, name);
    }

    /** As it is kept, the oldest first, for a table calculation or another archive. */
    @GetMapping("/export")
    void export(HttpServletResponse response) throws IOException {
        visitor.needsAdministrator();
        notes.note(What.LOG_EXPORTED);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"security-log.csv\"");
        var out = response.getWriter();
        line(out, Stream.of("id", "at", "actor-kind", "actor-id", "actor", "address", "what", "kind", "name", "hash"));
        try {
            log.all(event -> {
                line(
                        out,
                        Stream.of(
                                Long.toString(event.id()),
                                event.at().toString(),
                                event.actor().kind().word(),
                                Long.toString(event.actor().id()),
                                event.actor().name(),
                                event.address() == null ? "" : event.address(),
                                event.what().word(),
                                event.kind() == null ? "" : event.kind(),
                                event.name() == null ? "" : event.name(),
                                event.hash()));
                if (out.checkError()) {
                    throw new UncheckedIOException(new IOException("the browser is gone"));
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void line(PrintWriter out, Stream<String> cells) {
        out.print(cells.map(SecurityPages::cell).collect(Collectors.joining(",")));
        out.print("\r\n");
    }

    /** What a table calculation would take for a formula begins with an apostrophe. */
    private static String cell(String text) {
        var plain = text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        return "\"" + plain.replace("\"", "\"\"") + "\"";
    }
}
