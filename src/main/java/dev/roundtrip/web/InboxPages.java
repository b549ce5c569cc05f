package dev.roundtrip.web;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.notify.Inbox;
import dev.roundtrip.notify.Notices;
import dev.roundtrip.people.Person;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What the person who is signed in was told. Nobody sees another's. */
@Controller
final class InboxPages {
    private static final int ROWS = 20;

    private final Inbox inbox;
    private final Notices notices;
    private final RefusedMails refused;
    private final Visitor visitor;
    private final MessageSource texts;
    private final Desk desk;
    private final Clock clock;

    InboxPages(
            Inbox inbox,
            Notices notices,
            RefusedMails refused,
            Visitor visitor,
            MessageSource texts,
            Desk desk,
            Clock clock) {
        this.inbox = inbox;
        this.notices = notices;
        this.refused = refused;
        this.visitor = visitor;
        this.texts = texts;
        this.desk = desk;
        this.clock = clock;
    }

    @GetMapping("/inbox")
    String list(@RequestParam(required = false) @Nullable String before, Locale locale, Model model) {
        var from = number(before);
        var found = inbox.of(reader().id(), from == null ? Long.MAX_VALUE : from, ROWS + 1);
        var words = Texts.words(texts, locale, desk, clock);
        var rows = found.stream()
                .limit(ROWS)
                .map(notice -> InboxRow.of(notice, words))
                .toList();
        model.addAttribute("rows", rows);
        model.addAttribute("mails", notices.mails());
        refused.show(reader(), words, model);
        model.addAttribute("zone", words.zone().getId());
        model.addAttribute("newest", rows.isEmpty() ? 0 : rows.getFirst().id());
        model.addAttribute("older", found.size() > ROWS ? rows.getLast().id() : null);
        model.addAttribute("first", from == null);
        return "inbox/list";
    }

    /**
     * The number beside the inbox, which every page asks for while somebody looks at it; nothing while it is as the page has it.
     *
     * @param known how many the page shows
     * @param unread how many there are
     * @param titled whether it stands in the title of the page too
     */
    @GetMapping("/inbox/bell")
    Object bell(
            @RequestParam(required = false) @Nullable Integer known,
            @ModelAttribute(Frame.UNREAD) int unread,
            @RequestParam(defaultValue = "false") boolean titled,
            Model model) {
        if (known != null && known == unread) {
            return ResponseEntity.noContent().build();
        }
        model.addAttribute("titled", titled);
        model.addAttribute("grew", known != null && unread > known);
        return "frame/bell :: answer";
    }

    @PostMapping("/inbox/{id}/read")
    String read(@PathVariable long id) {
        inbox.markRead(reader().id(), id);
        return "redirect:/inbox";
    }

    /** @param newest the first that was shown: what has come since has not been seen */
    @PostMapping("/inbox/read")
    String readAll(@RequestParam long newest) {
        inbox.markAllRead(reader().id(), newest);
        return "redirect:/inbox";
    }

    private Person reader() {
        return visitor.person().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    private static @Nullable Long number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }
}
