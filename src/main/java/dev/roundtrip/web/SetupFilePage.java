package dev.roundtrip.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The desk as its setup file, for administrators. No secret is in it. */
@Controller
final class SetupFilePage {
    private static final MediaType YAML = new MediaType("application", "yaml", StandardCharsets.UTF_8);

    private final Entries entries;
    private final Visitor visitor;
    private final PageWords pageWords;
    private final Clock clock;

    SetupFilePage(Entries entries, Visitor visitor, PageWords pageWords, Clock clock) {
        this.entries = entries;
        this.visitor = visitor;
        this.pageWords = pageWords;
        this.clock = clock;
    }

    @GetMapping("/settings/setup-file")
    String page(Model model) {
        visitor.needsAdministrator();
        model.addAttribute("tab", "setup-file");
        return "settings/setup-file";
    }

    /** @param references whether each secret is named as a variable, and not left out */
    @GetMapping("/settings/setup-file/desk.yaml")
    ResponseEntity<byte[]> download(@RequestParam(defaultValue = "false") boolean references, Locale locale) {
        visitor.needsAdministrator();
        var today = LocalDate.ofInstant(clock.instant(), pageWords.in(locale).zone());
        return ResponseEntity.ok()
                .contentType(YAML)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("desk-" + today + ".yaml")
                                .build()
                                .toString())
                .body(entries.file(references).getBytes(StandardCharsets.UTF_8));
    }
}
