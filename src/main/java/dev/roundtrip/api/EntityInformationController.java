package dev.roundtrip.api;

import dev.roundtrip.field.Picklists;
import dev.roundtrip.field.UserField;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the entities are, for clients that find out before they write. */
@RestController
@RequestMapping("/atservicesrest/v1.0" + AllServed.ANY + "/entityinformation")
class EntityInformationController {
    private final AllServed all;
    private final Picklists picklists;

    EntityInformationController(AllServed all, Picklists picklists) {
        this.all = all;
        this.picklists = picklists;
    }

    @GetMapping
    Map<String, Object> info(ApiCall call, @PathVariable String entity) {
        var caller = call.caller();
        var served = all.at(entity);
        boolean writable = served instanceof Served.Writable<?>;
        return Map.of(
                "info",
                EntityInformation.info(
                        served.entity(),
                        // Notes and files are added below their ticket.
                        served.isAdded() || (writable && all.writableAt(entity).canCreate(caller)),
                        writable && all.writableAt(entity).canChange(caller),
                        !caller.companies().isEmpty()));
    }

    @GetMapping("/fields")
    Map<String, Object> fields(@PathVariable String entity) {
        return Map.of("fields", EntityInformation.fields(all.at(entity).entity(), picklists));
    }

    @GetMapping("/userdefinedfields")
    Map<String, Object> userFields(@PathVariable String entity) {
        return Map.of(
                "fields",
                all.at(entity).userFields().stream()
                        .filter(UserField::active)
                        .map(EntityInformation::userField)
                        .toList());
    }
}
