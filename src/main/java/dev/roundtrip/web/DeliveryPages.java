package dev.roundtrip.web;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Callouts;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.DeliveryId;
import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.delivery.Dispatcher;
import dev.roundtrip.delivery.Replays;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.notify.CarriedNotices;
import dev.roundtrip.rule.TraceLine;
import dev.roundtrip.rule.Traces;
import dev.roundtrip.store.SearchGivenUp;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.Tickets;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The log of deliveries, and one of them with all that happened to it. */
@Controller
final class DeliveryPages {
    private static final int ROWS = 50;
    private static final DeliveryLog.Page NOTHING = new DeliveryLog.Page(List.of(), null);

    /** Of a ticket, among which the rule is looked for. */
    private static final int CHANGES = 200;

    private final DeliveryLog log;
    private final DeliveryLists lists;
    private final Replays replays;
    private final Tickets tickets;
    private final Traces traces;
    private final Sight sight;
    private final Dispatcher dispatcher;
    private final Callouts callouts;
    private final CarriedNotices carried;
    private final MessageSource texts;
    private final Desk desk;
    private final Clock clock;

    DeliveryPages(
            DeliveryLog log,
            DeliveryLists lists,
            Replays replays,
            Tickets tickets,
            Traces traces,
            Sight sight,
            Dispatcher dispatcher,
            Callouts callouts,
            CarriedNotices carried,
            MessageSource texts,
            Desk desk,
            Clock clock) {
        this.log = log;
        this.lists = lists;
        this.replays = replays;
        this.tickets = tickets;
        this.traces = traces;
        this.sight = sight;
        this.dispatcher = dispatcher;
        this.callouts = callouts;
        this.carried = carried;
        this.texts = texts;
        this.desk = desk;
        this.clock = clock;
    }

    @GetMapping("/deliveries")
    String list(
            @ModelAttribute("filter") DeliveryFilter filter,
            @RequestParam(required = false) @Nullable String after,
            Locale locale,
            Model model) {
        var words = words(locale);
        var mistakes = filter.mistakes();
        rows(filter, after, words, model);
        model.addAttribute("probed", probed(words));
        model.addAttribute("mistakes", mistakes);
        model.addAttribute("states", DeliveryState.values());
        model.addAttribute(
                "callouts", callouts.all().stream().map(Callout::name).toList());
        model.addAttribute("callout", filter.callout() == null ? null : named(filter.callout()));
        model.addAttribute("zone", words.zone().getId());
        model.addAttribute("tabs", lists.tabs(filter, words));
        model.addAttribute("replay", filter.address("/deliveries/replay", null));
        return "delivery/list";
    }

    /** By its name, though a mail leads here by its id. */
    private String named(String nameOrId) {
        return callouts.laneOf(nameOrId)
                .flatMap(lane -> callouts.withId(Callout.idOf(lane)))
                .map(Callout::name)
                .orElse(nameOrId);
    }

    /** The part of the list that renews itself; nothing while it is as the page has it. */
    @GetMapping("/deliveries/rows")
    Object rows(
            @ModelAttribute("filter") DeliveryFilter filter,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(name = "known", required = false) @Nullable String known,
            Locale locale,
            Model model) {
        var state = rows(filter, after, words(locale), model);
        return state.equals(known)
                ? ResponseEntity.noContent().build()
                : new ModelAndView("delivery/rows :: part", model.asMap());
    }

    /** @return what the rows are, in a few characters */
    private String rows(DeliveryFilter filter, @Nullable String after, Words words, Model model) {
        var from = after != null && DeliveryId.isOne(after) ? after : null;
        var page = NOTHING;
        var tooLong = false;
        try {
            page = filter.mistakes().isEmpty() ? log.page(lists.wanted(filter, words), from, ROWS) : NOTHING;
        } catch (SearchGivenUp dear) {
            tooLong = true;
        }
        var telling = lists.telling(words);
        var rows = page.entries().stream().map(telling::row).toList();
        var older = page.next() == null ? null : filter.address(page.next());
        var state = Integer.toHexString(Objects.hash(rows, older));
        model.addAttribute("rows", rows);
        model.addAttribute("tooLong", tooLong ? true : null);
        model.addAttribute("mistakes", filter.mistakes());
        model.addAttribute("older", older);
        model.addAttribute("newest", from == null ? null : filter.address(null));
        model.addAttribute("mayChange", sight.mayChange());
        model.addAttribute("back", filter.query());
        model.addAttribute("known", state);
        // To look for a text is dear: it is looked for once.
        model.addAttribute(
                "renews",
                filter.q() == null && filter.mistakes().isEmpty() ? filter.address("/deliveries/rows", from) : null);
        return state;
    }

    @GetMapping("/deliveries/{id}")
    String one(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String attempt,
            Locale locale,
            Model model) {
        show(id, attempt, locale, model);
        return "delivery/one";
    }

    /** The part of the page of an open one that renews itself; nothing while it is as the page has it. */
    @GetMapping("/deliveries/{id}/part")
    Object part(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String attempt,
            @RequestParam(name = "known", required = false) @Nullable String known,
            Locale locale,
            Model model) {
        var state = show(id, attempt, locale, model);
        return state.equals(known)
                ? ResponseEntity.noContent().build()
                : new ModelAndView("delivery/part :: part", model.asMap());
    }

    /**
     * Puts everything that the page of one shows into the model.
     *
     * @return what it is, in a few characters
     */
    String show(String id, @Nullable String attempt, Locale locale, Model model) {
        var entry = log.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var words = words(locale);
        var delivery = entry.delivery();
        var view = lists.telling(words).view(entry, number(attempt));
        var hand = log.byHand(id).stream().map(one -> HandRow.of(one, words)).toList();
        var replayOf = log.replayOf(id).orElse(null);
        var open = !delivery.state().isEnd();
        var state = Integer.toHexString(Objects.hash(view, hand, replayOf));
        var still = delivery.state() == DeliveryState.WAITING || delivery.state() == DeliveryState.HELD;
        model.addAttribute("delivery", view);
        var mail = carried.mail(delivery);
        model.addAttribute("mail", mail.or(() -> carried.chatMessage(delivery)).orElse(null));
        model.addAttribute("told", mail.isPresent() ? "mail" : "chat");
        model.addAttribute("byHand", hand);
        model.addAttribute("replays", log.replays(id).orElse(null));
        model.addAttribute("replayOf", replayOf);
        model.addAttribute("known", state);
        model.addAttribute(
                "renews",
                open
                        ? PageAddress.of("/deliveries/" + id + "/part", Collections.singletonMap("attempt", attempt))
                                .plain()
                        : null);
        model.addAttribute("mayStop", still && sight.mayChange());
        model.addAttribute(
                "mayReplay",
                Replays.isReplayable(delivery) && replayOf == null && sight.mayChange() && replays.canGoOut(delivery));
        model.addAttribute(
                "ticketId", tickets.find(delivery.subjectId()).map(Ticket::id).orElse(null));
        model.addAttribute(
                "calloutId",
                callouts.all().stream()
                        .filter(callout -> callout.lane().equals(delivery.lane()))
                        .map(Callout::id)
                        .findFirst()
                        .orElse(null));
        model.addAttribute("rule", rule(delivery));
        model.addAttribute(
                "probed",
                Optional.ofNullable(open ? dispatcher.probed().get(delivery.lane()) : null)
                        .map(probed -> ProbedTarget.of(delivery.laneName(), probed, words))
                        .stream()
                        .toList());
        return state;
    }

    /** The one that promised it, if that is among the latest changes of its ticket. */
    private @Nullable TraceLine rule(Delivery delivery) {
        return traces.ofTicket(delivery.subjectId(), Integer.MAX_VALUE, 0, CHANGES).stream()
                .flatMap(trace -> trace.rules().stream())
                .filter(line -> line.callouts().stream()
                                .anyMatch(one -> delivery.id().equals(one.deliveryId()))
                        || line.notices().stream().anyMatch(one -> delivery.id().equals(one.deliveryId())))
                .findFirst()
                .orElse(null);
    }

    /** The callouts whose targets keep failing, in their order by name. */
    private List<ProbedTarget> probed(Words words) {
        var probed = dispatcher.probed();
        return callouts.all().stream()
                .flatMap(callout -> Stream.ofNullable(probed.get(callout.lane()))
                        .map(told -> ProbedTarget.of(callout.name(), told, words)))
                .toList();
    }

    private Words words(Locale locale) {
        return Texts.words(texts, locale, desk, clock);
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text != null && text.matches("\\d{1,4}") ? Integer.valueOf(text) : null;
    }
}
