package dev.roundtrip.web;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Callouts;
import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.delivery.RetryPolicy;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.field.Filter;
import dev.roundtrip.field.FilterOperator;
import dev.roundtrip.field.Query;
import dev.roundtrip.notify.CarriedNotices;
import dev.roundtrip.notify.MailCourier;
import dev.roundtrip.rule.Trace;
import dev.roundtrip.rule.TraceLine;
import dev.roundtrip.rule.Traces;
import dev.roundtrip.ticket.Attachment;
import dev.roundtrip.ticket.AttachmentField;
import dev.roundtrip.ticket.HistoryKind;
import dev.roundtrip.ticket.HistoryLine;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.Tickets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** A ticket: its fields, what was done to it, and what that triggered. */
@Controller
final class TicketPages {
    private static final int EVENTS = 30;
    private static final int CHANGES = 10;
    private static final Pattern PLACE = Pattern.compile("([0-9]{1,9})-([0-9]{1,9})");

    private final Tickets tickets;
    private final TicketFacts facts;
    private final TicketNames names;
    private final TicketEvents events;
    private final Traces traces;
    private final DeliveryLog log;
    private final Callouts callouts;
    private final Sight sight;
    private final MessageSource texts;
    private final Desk desk;
    private final Clock clock;

    TicketPages(
            Tickets tickets,
            TicketFacts facts,
            TicketNames names,
            TicketEvents events,
            Traces traces,
            DeliveryLog log,
            Callouts callouts,
            Sight sight,
            MessageSource texts,
            Desk desk,
            Clock clock) {
        this.tickets = tickets;
        this.facts = facts;
        this.names = names;
        this.events = events;
        this.traces = traces;
        this.log = log;
        this.callouts = callouts;
        this.sight = sight;
        this.texts = texts;
        this.desk = desk;
        this.clock = clock;
    }

    /** By number, as people write it. */
    @GetMapping("/tickets/{number:[A-Za-z][0-9]+\\.[0-9]+}")
    String numbered(@PathVariable String number) {
        var ticket = tickets.numbered(number.toUpperCase(Locale.ROOT))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return "redirect:/tickets/" + sight.ticket(ticket.id()).id();
    }

    /**
     * @param before the version from which older history goes on
     * @param after the change from which older ones go on, of those that triggered something
     */
    @GetMapping("/tickets/{id:[0-9]{1,18}}")
    String one(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String show,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String after,
            Locale locale,
            Model model) {
        show(sight.ticket(id), show, before, after, locale, model);
        return "ticket/one";
    }

    /** Puts everything that the page shows into the model. */
    void show(
            Ticket ticket,
            @Nullable String show,
            @Nullable String before,
            @Nullable String after,
            Locale locale,
            Model model) {
        var words = Texts.words(texts, locale, desk, clock);
        var kind = "notes".equals(show)
                ? HistoryKind.ADDED
                : "changes".equals(show) ? HistoryKind.CHANGED : HistoryKind.ALL;
        var from = before != null && before.matches("[0-9]{1,9}") ? Integer.valueOf(before) : null;
        var told = events.page(ticket.id(), from == null ? Integer.MAX_VALUE : from, kind, EVENTS, words);
        model.addAttribute("ticket", facts.of(ticket, words));
        model.addAttribute("mayChange", sight.mayChange());
        model.addAttribute("kind", kind.name());
        model.addAttribute("show", kind == HistoryKind.ALL ? null : show);
        model.addAttribute("events", told.events());
        model.addAttribute("eventsBefore", from);
        model.addAttribute("eventsOlder", told.older());
        model.addAttribute("files", files(ticket, words));
        model.addAttribute("mostBytes", Attachment.MOST_BYTES);
        var place = after == null ? null : PLACE.matcher(after);
        boolean older = place != null && place.matches();
        model.addAttribute("after", older ? after : null);
        model.addAttribute("triggered", triggered(ticket, older ? after : null, words));
    }

    /** The part of the page that renews itself; nothing while it is as the page has it. */
    @GetMapping("/tickets/{id:[0-9]{1,18}}/triggered")
    Object triggered(@PathVariable long id, @RequestParam(required = false) @Nullable String known, Locale locale) {
        var words = Texts.words(texts, locale, desk, clock);
        var ticket = sight.ticket(id);
        var triggered = triggered(ticket, null, words);
        if (triggered.state().equals(known)) {
            return ResponseEntity.noContent().build();
        }
        return new ModelAndView(
                "ticket/triggered :: renewed",
                Map.of(
                        "id", id,
                        "triggered", triggered,
                        "now", words.time(clock.instant())));
    }

    private Triggered triggered(Ticket ticket, @Nullable String after, Words words) {
        var place = PLACE.matcher(after == null ? "" : after);
        boolean older = place.matches();
        var found = traces.ofTicket(
                ticket.id(),
                older ? Integer.parseInt(place.group(1)) : Integer.MAX_VALUE,
                older ? Integer.parseInt(place.group(2)) : 0,
                CHANGES + 1);
        var shown = found.stream().limit(CHANGES).toList();
        var telling = new TriggeredWords(words, names, events, deliveryWords(words));
        var entries = log.listed(shown.stream()
                .flatMap(trace -> trace.rules().stream())
                .flatMap(TicketPages::deliveries)
                .toList());
        var lines = lines(ticket.id(), shown);
        return new Triggered(
                shown.stream()
                        .map(trace -> telling.change(trace, lines.getOrDefault(trace.version(), List.of()), entries))
                        .toList(),
                found.size() > CHANGES
                        ? shown.getLast().version() + "-" + shown.getLast().part()
                        : null);
    }

    private static Stream<String> deliveries(TraceLine line) {
        return Stream.of(
                        line.callouts().stream().map(TraceLine.CalledOut::deliveryId),
                        line.notices().stream().map(TraceLine.Notified::deliveryId),
                        line.notices().stream().map(TraceLine.Notified::chatId))
                .flatMap(ids -> ids)
                .flatMap(Stream::ofNullable);
    }

    /** By version. */
    private Map<Integer, List<HistoryLine>> lines(long ticketId, List<Trace> shown) {
        return shown.isEmpty()
                ? Map.of()
                : tickets
                        .historyOf(
                                ticketId,
                                shown.getLast().version(),
                                shown.getFirst().version())
                        .stream()
                        .collect(Collectors.groupingBy(HistoryLine::version));
    }

    private DeliveryWords deliveryWords(Words words) {
        var policies = callouts.all().stream().collect(Collectors.toMap(Callout::lane, Callout::retry));
        return new DeliveryWords(
                words,
                clock.instant(),
                lane -> CarriedNotices.travelIn(lane)
                        ? MailCourier.RETRY
                        : policies.getOrDefault(lane, RetryPolicy.DEFAULT));
    }

    private List<FileRow> files(Ticket ticket, Words words) {
        var ofTicket = new Filter.OnField(AttachmentField.TICKET_ID, FilterOperator.EQUAL, List.of(ticket.id()));
        return tickets
                .findAttachments(
                        new Query(ofTicket, Set.of(), new Query.Position.Before(Long.MAX_VALUE), Query.MOST_ROWS))
                .rows()
                .reversed()
                .stream()
                .map(file -> FileRow.of(file, words))
                .toList();
    }
}
