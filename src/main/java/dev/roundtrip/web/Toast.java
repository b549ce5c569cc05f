package dev.roundtrip.web;

import java.util.Map;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;

/**
 * A word about what was just done, on the page that comes next.
 *
 * @param kind {@code ok}; {@code wait} and {@code fail} stay until they are dismissed
 */
record Toast(String kind, String text) {
    /** Where the page that is made finds it. */
    private static final String ATTRIBUTE = "toast";

    static Toast ok(String text) {
        return new Toast("ok", text);
    }

    /** Done, with something to look at. */
    static Toast wait(String text) {
        return new Toast("wait", text);
    }

    static Toast fail(String text) {
        return new Toast("fail", text);
    }

    /** On the page that the browser is sent to. */
    void on(RedirectAttributes next) {
        next.addFlashAttribute(ATTRIBUTE, this);
    }

    /** For an answer that is a part of a page: the value of its header {@code HX-Trigger}. */
    String trigger() {
        // A header carries ASCII alone.
        return JsonMapper.builder()
                .enable(tools.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII)
                .build()
                .writeValueAsString(Map.of("toast", Map.of("kind", kind, "text", text)));
    }
}
