package dev.roundtrip.web;

import dev.roundtrip.notify.Inbox;
import dev.roundtrip.people.Choices;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.PersonalChoices;
import dev.roundtrip.ticket.TicketList;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What is around every page: who is signed in and has how much to read, how many tickets are open, and the way to the same page in the other language. */
@ControllerAdvice(basePackageClasses = Frame.class)
final class Frame {
    /** As a number: how much the person has not read, as far as that is counted. */
    static final String UNREAD = "unreadCount";
    /** Beyond these it does not matter how many. */
    private static final int MOST_UNREAD = 100;

    private final Visitor visitor;
    private final PersonalChoices choices;
    private final Inbox inbox;
    private final TicketList tickets;

    Frame(Visitor visitor, PersonalChoices choices, Inbox inbox, TicketList tickets) {
        this.visitor = visitor;
        this.choices = choices;
        this.inbox = inbox;
        this.tickets = tickets;
    }

    @ModelAttribute
    void frame(HttpServletRequest request, Locale locale, Model model) {
        var other = locale.getLanguage().equals("de") ? "en" : "de";
        var person = visitor.person();
        model.addAttribute("personName", person.map(Person::name).orElse(null));
        model.addAttribute(
                "theme",
                person.map(who -> choices.of(who.id()).theme())
                        .map(Choices.Theme::word)
                        .orElse(person.isPresent() ? "browser" : null));
        model.addAttribute("mayConfigure", visitor.mayConfigure());
        var unread = person.map(who -> inbox.unread(who.id(), MOST_UNREAD));
        model.addAttribute(UNREAD, unread.orElse(0));
        model.addAttribute(
                "unread",
                unread.filter(count -> count > 0)
                        .map(count -> count < MOST_UNREAD ? Integer.toString(count) : (MOST_UNREAD - 1) + "+")
                        .orElse(null));
        model.addAttribute(
                "openTickets", person.map(who -> Tally.of(tickets::countOpen)).orElse(null));
        model.addAttribute("otherLanguage", other);
        model.addAttribute("inOtherLanguage", PageAddress.of(request).in(other));
    }
}
