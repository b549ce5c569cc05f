package dev.roundtrip.web;

import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.delivery.DeliveryQueue;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.delivery.Replays;
import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.store.SearchGivenUp;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a person may do to deliveries: try one now, cancel it, deliver it again, or all that a filter finds. */
@Controller
final class DeliveryActions {
    /** What an encoded query is made of; everything else did not come from a list. */
    private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9=&%+._*-]{1,2000}");

    private final DeliveryQueue queue;
    private final DeliveryLog log;
    private final Replays replays;
    private final DeliveryPages pages;
    private final DeliveryLists lists;
    private final Sight sight;
    private final SentTwice sentTwice;
    private final SecurityNotes notes;
    private final PageWords pageWords;

    DeliveryActions(
            DeliveryQueue queue,
            DeliveryLog log,
            Replays replays,
            DeliveryPages pages,
            DeliveryLists lists,
            Sight sight,
            SentTwice sentTwice,
            SecurityNotes notes,
            PageWords pageWords) {
        this.queue = queue;
        this.log = log;
        this.replays = replays;
        this.pages = pages;
        this.lists = lists;
        this.sight = sight;
        this.sentTwice = sentTwice;
        this.notes = notes;
        this.pageWords = pageWords;
    }

    /** @param back the filter of the list that it was asked from; null on its own page */
    @PostMapping("/deliveries/{id}/retry")
    String retry(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String back,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        var actor = sight.whoChanges();
        if (!queue.retryNow(id, actor.name())) {
            return refused("delivery.not-open", id, locale, model, response);
        }
        Toast.ok(pageWords.in(locale).say("delivery.retried", name(id))).on(next);
        return after(id, back);
    }

    /** Asks, on a page that is also what the dialog shows. */
    @GetMapping("/deliveries/{id}/cancel")
    String ask(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String back,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        sight.whoChanges();
        var state = found(id).delivery().state();
        if (state != DeliveryState.WAITING && state != DeliveryState.HELD) {
            return refused("delivery.not-open", id, locale, model, response);
        }
        model.addAttribute("id", id);
        model.addAttribute("name", name(id));
        model.addAttribute("back", back);
        model.addAttribute("stay", after(id, back).substring("redirect:".length()));
        return "delivery/cancel";
    }

    @PostMapping("/deliveries/{id}/cancel")
    String cancel(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String back,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        var actor = sight.whoChanges();
        if (!queue.cancel(id, actor.name())) {
            return refused("delivery.not-open", id, locale, model, response);
        }
        Toast.ok(pageWords.in(locale).say("delivery.cancelled", name(id))).on(next);
        return after(id, back);
    }

    /** Leads to the new one. */
    @PostMapping("/deliveries/{id}/replay")
    String replay(
            @PathVariable String id,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        var actor = sight.whoChanges();
        var name = name(id);
        var replay = notes.with(
                () -> replays.replay(id, actor.name()),
                done -> done.isEmpty() ? null : new SecurityNotes.Note(What.REPLAYED, "deliveries", name));
        if (replay.isEmpty()) {
            return refused("delivery.not-replayable", id, locale, model, response);
        }
        Toast.ok(pageWords.in(locale).say("delivery.replayed", name(id))).on(next);
        return "redirect:/deliveries/" + replay.get();
    }

    /** Counts what the filter finds and would be delivered again. */
    @GetMapping("/deliveries/replay")
    String count(@ModelAttribute("filter") DeliveryFilter filter, Locale locale, Model model) {
        sight.whoChanges();
        if (!filter.mistakes().isEmpty()) {
            return "redirect:/deliveries";
        }
        return counted(filter, locale, model);
    }

    private String counted(DeliveryFilter filter, Locale locale, Model model) {
        model.addAttribute("list", filter.address(null));
        model.addAttribute("once", sentTwice.token());
        model.addAttribute("most", Replays.MOST);
        try {
            model.addAttribute("count", replays.count(lists.wanted(filter, pageWords.in(locale))));
        } catch (SearchGivenUp dear) {
            model.addAttribute("tooLong", true);
        }
        return "delivery/replay";
    }

    /** Begins only while as many fit as were counted. */
    @PostMapping("/deliveries/replay")
    String replayAll(
            @ModelAttribute("filter") DeliveryFilter filter,
            @RequestParam int count,
            @RequestParam MultiValueMap<String, String> sent,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        var actor = sight.whoChanges();
        if (!filter.mistakes().isEmpty()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        var wanted = lists.wanted(filter, pageWords.in(locale));
        var noting = notes.noting();
        var note = new SecurityNotes.Note(What.REPLAYED, "deliveries", Integer.toString(count));
        var done = sentTwice.once(
                sight.person().id(),
                Typed.of(sent),
                () -> counted(replays.replay(wanted, count, actor.name(), () -> noting.accept(note))));
        if (done.isEmpty()) {
            response.setStatus(HttpStatus.CONFLICT.value());
            model.addAttribute("otherCount", true);
            return counted(filter, locale, model);
        }
        Toast.ok(pageWords.in(locale).say("replay.begun", Integer.parseInt(done.get())))
                .on(next);
        return "redirect:" + filter.address(null);
    }

    private static Optional<String> counted(OptionalInt promised) {
        return promised.isEmpty() ? Optional.empty() : Optional.of(Integer.toString(promised.getAsInt()));
    }

    /** Its page as it is now, and why nothing was done. */
    private String refused(String why, String id, Locale locale, Model model, HttpServletResponse response) {
        pages.show(id, null, locale, model);
        response.setStatus(HttpStatus.CONFLICT.value());
        model.addAttribute("toast", Toast.fail(pageWords.in(locale).say(why, name(id))));
        return "delivery/one";
    }

    private String name(String id) {
        var delivery = found(id).delivery();
        return delivery.laneName() + " · " + delivery.subjectName();
    }

    private DeliveryLog.Entry found(String id) {
        return log.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String after(String id, @Nullable String back) {
        if (back == null) {
            return "redirect:/deliveries/" + id;
        }
        return QUERY.matcher(back).matches() ? "redirect:/deliveries?" + back : "redirect:/deliveries";
    }
}
