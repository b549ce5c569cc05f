package dev.roundtrip.web;

import java.util.Optional;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A secret that the desk made for somebody, on the page that comes next and on no other. */
record ShownOnce(String name, String secret) {
    /** Where the page that is made finds it. */
    private static final String ATTRIBUTE = "shownOnce";

    static Optional<ShownOnce> of(Entries.Outcome.Kept kept) {
        return Optional.ofNullable(kept.drawn()).map(drawn -> new ShownOnce(kept.name(), drawn.text()));
    }

    void on(RedirectAttributes next) {
        next.addFlashAttribute(ATTRIBUTE, this);
    }

    /** Frameworks write into their logs what they hand from one page to the next. */
    @Override
    public String toString() {
        return "ShownOnce[" + name + "]";
    }
}
