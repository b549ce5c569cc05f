package dev.roundtrip.web;

import dev.roundtrip.people.Person;
import dev.roundtrip.people.SavedView;
import dev.roundtrip.people.SavedViews;
import dev.roundtrip.ticket.TicketList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The views of the list of tickets: those that everybody has, and what each person keeps under a name. */
@Controller
final class TicketViews {
    private static final String LIST = "tickets";

    private final SavedViews views;
    private final TicketList list;
    private final Sight sight;

    TicketViews(SavedViews views, TicketList list, Sight sight) {
        this.views = views;
        this.list = list;
        this.sight = sight;
    }

    List<ViewTab> tabs(TicketFilter shown, Person person, Words words) {
        var tabs = new ArrayList<ViewTab>();
        tabs.add(tab("tickets.view.open", TicketFilter.OPEN, shown, Tally.of(list::countOpen), words));
        tabs.add(tab(
                "tickets.view.mine",
                TicketFilter.MINE,
                shown,
                Tally.of(most -> list.countOpen(person.id(), most)),
                words));
        tabs.add(tab("tickets.view.new", TicketFilter.NEW_TODAY, shown, null, words));
        tabs.add(tab("tickets.view.all", TicketFilter.EVERY, shown, null, words));
        for (var kept : views.of(person.id(), LIST)) {
            var filter = TicketFilter.of(kept.query());
            tabs.add(new ViewTab(kept.id(), kept.name(), filter.address(), filter.equals(shown), null));
        }
        return tabs;
    }

    private static ViewTab tab(
            String key, TicketFilter filter, TicketFilter shown, @Nullable String tally, Words words) {
        return new ViewTab(null, words.say(key), filter.address(), filter.equals(shown), tally);
    }

    @PostMapping("/tickets/views")
    String keep(@RequestParam String name, @RequestParam String query, RedirectAttributes next) {
        var filter = TicketFilter.of(query);
        if (!SavedView.isName(name) || filter.query().length() > SavedView.LONGEST_QUERY) {
            return refused(filter, "views.name.wrong", next);
        }
        return switch (views.keep(sight.person().id(), LIST, new SavedView(0, name, filter.query()))) {
            case TOO_MANY -> refused(filter, "views.too-many", next);
            case KEPT, NAME_TAKEN, GONE -> "redirect:" + filter.address();
        };
    }

    @PostMapping("/tickets/views/{id}/name")
    String rename(
            @PathVariable long id, @RequestParam String name, @RequestParam String query, RedirectAttributes next) {
        var filter = TicketFilter.of(query);
        if (!SavedView.isName(name)) {
            return refused(filter, "views.name.wrong", next);
        }
        return switch (views.rename(sight.person().id(), LIST, id, name)) {
            case NAME_TAKEN -> refused(filter, "views.name.taken", next);
            case KEPT, TOO_MANY, GONE -> "redirect:" + filter.address();
        };
    }

    @PostMapping("/tickets/views/{id}/delete")
    String delete(@PathVariable long id) {
        views.delete(sight.person().id(), id);
        return "redirect:/tickets";
    }

    private static String refused(TicketFilter filter, String mistake, RedirectAttributes next) {
        next.addFlashAttribute("viewMistake", mistake);
        return "redirect:" + filter.address();
    }
}
