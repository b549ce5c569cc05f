package dev.roundtrip.web;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.FieldsRefused;
import dev.roundtrip.ticket.Attachment;
import dev.roundtrip.ticket.AttachmentDraft;
import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.NoteDraft;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.Tickets;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** Notes and files that are added to a ticket on its page, and files that are fetched from there. */
@Controller
final class TicketAdditions {
    private final Tickets tickets;
    private final TicketPages pages;
    private final Sight sight;

    TicketAdditions(Tickets tickets, TicketPages pages, Sight sight) {
        this.tickets = tickets;
        this.pages = pages;
        this.sight = sight;
    }

    @PostMapping("/tickets/{id:[0-9]{1,18}}/notes")
    String note(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "2") long publish,
            Locale locale,
            HttpServletResponse response,
            Model model) {
        var actor = sight.whoChanges();
        var ticket = sight.ticket(id);
        var plain = text.replace("\r\n", "\n").strip();
        var mistake = mistake(plain);
        if (mistake == null) {
            try {
                tickets.addNote(id, new NoteDraft("", plain, Note.DEFAULT_TYPE, publish), actor);
                return "redirect:/tickets/" + id + "#notes";
            } catch (FieldsRefused e) {
                model.addAttribute("noteEnglish", e.getMessage());
            }
        }
        model.addAttribute("noteMistake", mistake);
        model.addAttribute("noteText", text);
        model.addAttribute("notePublish", publish);
        return again(ticket, locale, response, model);
    }

    private static @Nullable String mistake(String text) {
        if (FieldValues.isNoValue(text)) {
            return "note.empty";
        }
        return text.getBytes(StandardCharsets.UTF_8).length > EntityField.LONG_TEXT_BYTES ? "form.too-long" : null;
    }

    @PostMapping("/tickets/{id:[0-9]{1,18}}/files")
    String file(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "2") long publish,
            Locale locale,
            HttpServletResponse response,
            Model model)
            throws IOException {
        var actor = sight.whoChanges();
        var ticket = sight.ticket(id);
        if (file == null || file.isEmpty() || file.getSize() > Attachment.MOST_BYTES) {
            model.addAttribute("fileMistake", file == null || file.isEmpty() ? "files.empty" : "files.too-large");
            return again(ticket, locale, response, model);
        }
        try {
            var name = plain(file.getOriginalFilename());
            tickets.addAttachment(id, new AttachmentDraft(name, "", "", publish), file.getBytes(), actor);
            return "redirect:/tickets/" + id + "#files";
        } catch (FieldsRefused e) {
            model.addAttribute("fileEnglish", e.getMessage());
            return again(ticket, locale, response, model);
        }
    }

    /** Some browsers send the whole path. */
    private static String plain(@Nullable String name) {
        return name == null ? "" : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    private String again(Ticket ticket, Locale locale, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        pages.show(ticket, null, null, null, locale, model);
        return "ticket/one";
    }

    /** To be saved and never to be shown here, whatever it is: a page out of somebody's mail would be one of this desk's. */
    @GetMapping("/tickets/{id:[0-9]{1,18}}/files/{file:[0-9]{1,18}}")
    ResponseEntity<byte[]> content(@PathVariable long id, @PathVariable("file") long fileId) {
        var ticket = sight.ticket(id);
        var file = tickets.attachment(fileId)
                .filter(found -> found.ticketId() == ticket.id())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.fileName(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(tickets.contentOf(file));
    }
}
