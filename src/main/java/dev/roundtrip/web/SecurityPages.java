package dev.roundtrip.web;

import dev.roundtrip.people.Actor;
import dev.roundtrip.people.SecurityEvent;
import dev.roundtrip.people.SecurityLog;
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
    private final Visitor visitor;
    private final PageWords pageWords;

    SecurityPages(SecurityLog log, Visitor visitor, PageWords pageWords) {
        this.log = log;
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

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable Long below,
            Locale locale,
            Model model) {
        visitor.needsAdministrator();
        var words = pageWords.in(locale);
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
        var who = event.actor().name().equals(SecurityNotes.NOBODY)
                ? words.say("security.nobody")
                : event.actor().kind() == Actor.Kind.API_USER
                        ? words.say("actor.api-user", event.actor().name())
                        : event.actor().name();
        return new Row(
                words.say("security.what." + event.what().word()),
                switch (event.what()) {
                    case SIGN_IN_REFUSED, SIGN_IN_THROTTLED -> "fail";
                    default -> "";
                },
                subject(event, words),
                who,
                event.address(),
                Moment.of(event.at(), words));
    }

    private static @Nullable String subject(SecurityEvent event, Words words) {
        if (event.kind() == null) {
            return event.name();
        }
        var kind = words.say("security.kind." + event.kind().replaceFirst("/.*", ""));
        return event.name() == null ? kind : words.say("security.subject", kind, event.name());
    }

    /** As it is kept, the oldest first, for a table calculation or another archive. */
    @GetMapping("/export")
    void export(HttpServletResponse response) throws IOException {
        visitor.needsAdministrator();
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"security-log.csv\"");
        var out = response.getWriter();
        line(out, Stream.of("id", "at", "actor-kind", "actor-id", "actor", "address", "what", "kind", "name"));
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
                                event.name() == null ? "" : event.name()));
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
