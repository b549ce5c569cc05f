package dev.roundtrip.web;

import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.directory.Company;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.store.SearchGivenUp;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.ticket.TicketList;
import dev.roundtrip.ticket.Tickets;
import dev.roundtrip.ticket.UserFields;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The tickets, the newest first. */
@Controller
final class TicketListPages {
    private static final int ROWS = 50;
    private static final TicketList.Page NOTHING = new TicketList.Page(List.of(), null, null);

    private static final List<DeliveryState> MOST_URGENT_FIRST = List.of(
            DeliveryState.GIVEN_UP,
            DeliveryState.HELD,
            DeliveryState.WAITING,
            DeliveryState.RUNNING,
            DeliveryState.DELIVERED,
            DeliveryState.CANCELLED);

    /** So many names of companies are offered while one is typed; the others are found when typed in full. */
    private static final int OFFERED_COMPANIES = 200;

    private final TicketList list;
    private final Tickets tickets;
    private final DeliveryLog log;
    private final UserFields userFields;
    private final Picklists picklists;
    private final Directory directory;
    private final People people;
    private final TicketNames names;
    private final TicketViews views;
    private final Sight sight;
    private final MessageSource texts;
    private final Desk desk;
    private final Clock clock;

    TicketListPages(
            TicketList list,
            Tickets tickets,
            DeliveryLog log,
            UserFields userFields,
            Picklists picklists,
            Directory directory,
            People people,
            TicketNames names,
            TicketViews views,
            Sight sight,
            MessageSource texts,
            Desk desk,
            Clock clock) {
        this.list = list;
        this.tickets = tickets;
        this.log = log;
        this.userFields = userFields;
        this.picklists = picklists;
        this.directory = directory;
        this.people = people;
        this.names = names;
        this.views = views;
        this.sight = sight;
        this.texts = texts;
        this.desk = desk;
        this.clock = clock;
    }

    /**
     * @param before the key from which an older page goes on
     * @param further whether to look through more tickets than a page usually does
     * @param htmx that a filter is being typed: then nobody is led away to a ticket
     */
    @GetMapping("/tickets")
    String list(
            @ModelAttribute("filter") TicketFilter filter,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String further,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Locale locale,
            Model model) {
        var named = Optional.ofNullable(filter.q())
                .map(q -> q.toUpperCase(Locale.ROOT))
                .flatMap(tickets::numbered);
        if (named.isPresent() && htmx == null) {
            return "redirect:/tickets/" + named.get().id();
        }
        var words = Texts.words(texts, locale, desk, clock);
        var wish = TicketWish.of(filter, known(words));
        var from = before != null && before.matches("[0-9]{1,18}") ? Long.valueOf(before) : null;
        var page = named.map(ticket -> new TicketList.Page(List.of(ticket), null, null))
                .orElse(NOTHING);
        try {
            if (named.isEmpty() && wish.mistakes().isEmpty()) {
                page = list.page(
                        wish.wanted(),
                        from == null ? Long.MAX_VALUE : from,
                        ROWS,
                        further == null ? TicketList.QUICK : TicketList.DEEP);
            }
        } catch (SearchGivenUp dear) {
            model.addAttribute("tooLong", true);
        }
        model.addAttribute("rows", rows(page.rows(), words));
        model.addAttribute("mistakes", wish.mistakes());
        model.addAttribute("since", wish.since());
        model.addAttribute("tabs", views.tabs(filter, sight.person(), words));
        model.addAttribute("query", filter.query());
        model.addAttribute("mayChange", sight.mayChange());
        model.addAttribute("newest", from == null ? null : filter.address());
        model.addAttribute("older", page.next() == null ? null : filter.address(page.next()));
        var lookedTo = page.lookedTo();
        model.addAttribute("lookedTo", lookedTo == null ? null : words.time(lookedTo.createdAt()));
        offer(model);
        return "ticket/list";
    }

    private void offer(Model model) {
        model.addAttribute("statuses", picklists.values(PicklistName.STATUS));
        model.addAttribute("priorities", picklists.values(PicklistName.PRIORITY));
        model.addAttribute("queues", picklists.values(PicklistName.QUEUE));
        model.addAttribute(
                "people",
                people.all().stream().sorted(Comparator.comparing(Person::name)).toList());
        model.addAttribute("userFields", userFields.active());
        model.addAttribute(
                "companies",
                directory.companies().stream()
                        .map(Company::name)
                        .sorted(String.CASE_INSENSITIVE_ORDER)
                        .limit(OFFERED_COMPANIES)
                        .toList());
    }

    private TicketWish.Known known(Words words) {
        return new TicketWish.Known(
                sight.person().id(),
                words.zone(),
                LocalDate.ofInstant(clock.instant(), words.zone()),
                directory::companyNamed,
                userFields::withId);
    }

    private List<TicketRow> rows(List<Ticket> page, Words words) {
        var triggered = triggered(page, words);
        return page.stream()
                .map(ticket -> new TicketRow(
                        ticket.id(),
                        ticket.ticketNumber(),
                        ticket.title(),
                        value(ticket, TicketField.COMPANY_ID, words),
                        value(ticket, TicketField.STATUS, words),
                        value(ticket, TicketField.PRIORITY, words),
                        names.value(ticket, TicketField.QUEUE_ID, words),
                        names.value(ticket, TicketField.ASSIGNED_RESOURCE_ID, words),
                        Moment.of(ticket.lastActivityAt(), words),
                        triggered.getOrDefault(ticket.id(), List.of())))
                .toList();
    }

    private String value(Ticket ticket, TicketField field, Words words) {
        return String.valueOf(names.value(ticket, field, words));
    }

    private Map<Long, List<Badge>> triggered(List<Ticket> page, Words words) {
        return log.tallies(page.stream().map(Ticket::id).toList()).stream()
                .sorted(Comparator.comparingInt(tally -> MOST_URGENT_FIRST.indexOf(tally.state())))
                .collect(Collectors.groupingBy(
                        DeliveryLog.Tally::subjectId,
                        Collectors.mapping(tally -> badge(tally, words), Collectors.toList())));
    }

    private static Badge badge(DeliveryLog.Tally tally, Words words) {
        var one = DeliveryWords.badge(tally.state(), tally.heldFor(), tally.tried(), words);
        return tally.count() == 1
                ? one
                : new Badge(one.tone(), one.icon(), words.say("tickets.times", one.word(), tally.count()));
    }
}
