package dev.roundtrip.web;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Callouts;
import dev.roundtrip.delivery.DeliveryFigures;
import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.delivery.RetryPolicy;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.notify.Channels;
import dev.roundtrip.notify.MailCourier;
import dev.roundtrip.rule.Rules;
import dev.roundtrip.ticket.TicketFigures;
import dev.roundtrip.ticket.TicketList;
import dev.roundtrip.watch.Worries;
import dev.roundtrip.watch.WorryWords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where everybody arrives: whether the round trip goes round, and what needs a look. */
@Controller
final class DashboardPage {
    private static final Duration GOOD = Duration.ofSeconds(10);

    private final DeliveryLog log;
    private final DeliveryFigures deliveries;
    private final TicketFigures tickets;
    private final TicketList list;
    private final Callouts callouts;
    private final Channels channels;
    private final Rules rules;
    private final Worries worries;
    private final Desk desk;
    private final Visitor visitor;
    private final PageWords pageWords;
    private final Clock clock;
    private final Lately<DashboardSpan, Figures> lately;

    DashboardPage(
            DeliveryLog log,
            DeliveryFigures deliveries,
            TicketFigures tickets,
            TicketList list,
            Callouts callouts,
            Channels channels,
            Rules rules,
            Worries worries,
            Desk desk,
            Visitor visitor,
            PageWords pageWords,
            Clock clock) {
        this.log = log;
        this.deliveries = deliveries;
        this.tickets = tickets;
        this.list = list;
        this.callouts = callouts;
        this.channels = channels;
        this.rules = rules;
        this.worries = worries;
        this.desk = desk;
        this.visitor = visitor;
        this.pageWords = pageWords;
        this.clock = clock;
        this.lately = new Lately<>(clock, GOOD, this::figures);
    }

    @GetMapping("/")
    String show(@RequestParam(defaultValue = "") String span, Locale locale, Model model) {
        var wanted = DashboardSpan.of(span);
        model.addAttribute("spans", DashboardSpan.values());
        model.addAttribute("span", wanted);
        model.addAttribute("told", told(wanted, locale));
        model.addAttribute("worries", visitor.mayConfigure() ? worries(locale) : List.of());
        model.addAttribute("teach", callouts.all().isEmpty() || rules.all().isEmpty());
        return "dashboard/show";
    }

    /** Those who can do something about it are told the same by mail. */
    private List<WorryRow> worries(Locale locale) {
        var told = new WorryWords(locale, desk.settings().zone(), clock.instant());
        var words = pageWords.in(locale);
        return worries.now().stream()
                .map(worry -> WorryRow.of(worry, told, words))
                .toList();
    }

    /** The part of the page that renews itself; nothing while it is as the page has it. */
    @GetMapping("/dashboard")
    Object renewed(
            @RequestParam(defaultValue = "") String span,
            @RequestParam(required = false) @Nullable String known,
            Locale locale) {
        var told = told(DashboardSpan.of(span), locale);
        return told.state().equals(known)
                ? ResponseEntity.noContent().build()
                : new ModelAndView("dashboard/figures :: part", Map.of("told", told));
    }

    private Dashboard told(DashboardSpan span, Locale locale) {
        var words = pageWords.in(locale);
        var found = lately.of(span);
        var byLane = callouts.all().stream().collect(Collectors.toMap(Callout::lane, Function.identity()));
        var rows = new DeliveryWords(
                words,
                clock.instant(),
                lane -> Optional.ofNullable(byLane.get(lane))
                        .map(Callout::retry)
                        .orElse(RetryPolicy.DEFAULT));
        return new DashboardWords(
                        words,
                        clock.instant(),
                        lane -> Optional.ofNullable(byLane.get(lane)).map(Callout::name),
                        (lane, state) -> newest(lane, state, rows))
                .told(span, found.value(), found.at(), Tally.of(list::countOpen));
    }

    private @Nullable DeliveryRow newest(String lane, DeliveryState state, DeliveryWords rows) {
        var page = log.page(new DeliveryLog.Filter(lane, null, null, null, state, null, null, null), null, 1);
        return page.entries().isEmpty() ? null : rows.row(page.entries().getFirst());
    }

    private Figures figures(DashboardSpan span) {
        var part = span.part().toMillis();
        var since = Instant.ofEpochMilli(clock.instant().minus(span.length()).toEpochMilli() / part * part);
        var without = toPeople();
        return new Figures(
                since,
                tickets.created(since),
                tickets.done(since),
                deliveries.ended(since, span.part(), without),
                deliveries.lengths(since, without),
                deliveries.open(without),
                deliveries.givenUp(since, without));
    }

    /** Mails and chat messages are told of among the deliveries. */
    private List<String> toPeople() {
        return Stream.concat(Stream.of(MailCourier.LANE), channels.lanes().stream())
                .toList();
    }
}
