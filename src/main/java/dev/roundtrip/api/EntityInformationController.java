package dev.roundtrip.api;

import dev.roundtrip.ticket.Picklists;
import dev.roundtrip.ticket.UserFields;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the entities are, for clients that find out before they write. */
@RestController
@RequestMapping("/atservicesrest/v1.0")
class EntityInformationController {
    private static final String TICKETS = "/tickets/entityinformation";
    private static final String NOTES = "/ticketnotes/entityinformation";
    private static final String ATTACHMENTS = "/ticketattachments/entityinformation";

    private final Picklists picklists;
    private final UserFields userFields;

    EntityInformationController(Picklists picklists, UserFields userFields) {
        this.picklists = picklists;
        this.userFields = userFields;
    }

    @GetMapping(TICKETS)
    Map<String, Object> tickets(ApiCall call) {
        return Map.of("info", EntityInformation.info(Entities.TICKET, true, isTied(call)));
    }

    @GetMapping(TICKETS + "/fields")
    Map<String, Object> ticketFields() {
        return Map.of("fields", EntityInformation.fields(Entities.TICKET, picklists));
    }

    @GetMapping(TICKETS + "/userdefinedfields")
    Map<String, Object> ticketUserFields() {
        return Map.of(
                "fields",
                userFields.active().stream().map(EntityInformation::userField).toList());
    }

    /** Notes are never edited. */
    @GetMapping(NOTES)
    Map<String, Object> notes(ApiCall call) {
        return Map.of("info", EntityInformation.info(Entities.NOTE, false, isTied(call)));
    }

    @GetMapping(NOTES + "/fields")
    Map<String, Object> noteFields() {
        return Map.of("fields", EntityInformation.fields(Entities.NOTE, picklists));
    }

    @GetMapping(NOTES + "/userdefinedfields")
    Map<String, Object> noteUserFields() {
        return Map.of("fields", List.of());
    }

    /** Files are never edited. */
    @GetMapping(ATTACHMENTS)
    Map<String, Object> attachments(ApiCall call) {
        return Map.of("info", EntityInformation.info(Entities.ATTACHMENT, false, isTied(call)));
    }

    @GetMapping(ATTACHMENTS + "/fields")
    Map<String, Object> attachmentFields() {
        return Map.of("fields", EntityInformation.fields(Entities.ATTACHMENT, picklists));
    }

    @GetMapping(ATTACHMENTS + "/userdefinedfields")
    Map<String, Object> attachmentUserFields() {
        return Map.of("fields", List.of());
    }

    private static boolean isTied(ApiCall call) {
        return !call.caller().companies().isEmpty();
    }
}
