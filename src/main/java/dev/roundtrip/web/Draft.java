package dev.roundtrip.web;

import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What was typed into a form is kept by the browser until it is saved, and put back when the form is opened anew. */
final class Draft {
    private static final String DONE = "draftDone";

    private Draft() {}

    /** Tells the browser, with the page that comes next, that what was typed there is kept here now. */
    static void isDone(RedirectAttributes next, String form) {
        next.addFlashAttribute(DONE, form);
    }
}
