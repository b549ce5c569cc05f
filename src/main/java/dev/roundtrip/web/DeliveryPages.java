package dev.roundtrip.web;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Callouts;
import dev.roundtrip.delivery.DeliveryId;
import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.delivery.Dispatcher;
import dev.roundtrip.delivery.RetryPolicy;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.notify.MailCourier;
import dev.roundtrip.notify.Notices;
import dev.roundtrip.store.SearchGivenUp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The log of deliveries, and one of them with all that happened to it. */
@Controller
final class DeliveryPages {
    private static final int ROWS = 50;
    private static final DeliveryLog.Page NOTHING = new DeliveryLog.Page(List.of(), null);

    private final DeliveryLog log;
    private final Dispatcher dispatcher;
    private final Callouts callouts;
    private final Notices notices;
    private final MessageSource texts;
    private final Desk desk;
    private final Clock clock;

    DeliveryPages(
            DeliveryLog log,
            Dispatcher dispatcher,
            Callouts callouts,
            Notices notices,
            MessageSource texts,
            Desk desk,
            Clock clock) {
        this.log = log;
        this.dispatcher = dispatcher;
        this.callouts = callouts;
        this.notices = notices;
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
        var from = after != null && DeliveryId.isOne(after) ? after : null;
        var page = NOTHING;
        try {
            page = mistakes.isEmpty() ? log.page(filter.inZone(words.zone(), callouts::laneOf), from, ROWS) : NOTHING;
        } catch (SearchGivenUp dear) {
            model.addAttribute("tooLong", true);
        }
        var telling = telling(words);
        var rows = page.entries().stream().map(telling::row).toList();
        model.addAttribute("rows", rows);
        model.addAttribute("probed", probed(words));
        model.addAttribute("mistakes", mistakes);
        model.addAttribute("states", DeliveryState.values());
        model.addAttribute(
                "callouts", callouts.all().stream().map(Callout::name).toList());
        model.addAttribute("zone", words.zone().getId());
        model.addAttribute("older", page.next() == null ? null : filter.address(page.next()));
        model.addAttribute("newest", from == null ? null : filter.address(null));
        return "delivery/list";
    }

    @GetMapping("/deliveries/{id}")
    String one(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String attempt,
            Locale locale,
            Model model) {
        var entry = log.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var words = words(locale);
        model.addAttribute("delivery", telling(words).view(entry, number(attempt)));
        model.addAttribute("mail", notices.mailed(entry.delivery()).orElse(null));
        model.addAttribute(
                "probed",
                Optional.ofNullable(
                                entry.delivery().state().isEnd()
                                        ? null
                                        : dispatcher
                                                .probed()
                                                .get(entry.delivery().lane()))
                        .map(probed -> ProbedTarget.of(entry.delivery().laneName(), probed, words))
                        .stream()
                        .toList());
        return "delivery/one";
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

    private DeliveryWords telling(Words words) {
        var policies = callouts.all().stream().collect(Collectors.toMap(Callout::lane, Callout::retry));
        policies.put(MailCourier.LANE, MailCourier.RETRY);
        return new DeliveryWords(words, clock.instant(), lane -> policies.getOrDefault(lane, RetryPolicy.DEFAULT));
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text != null && text.matches("\\d{1,4}") ? Integer.valueOf(text) : null;
    }
}
