package dev.roundtrip.setup;

import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.people.SecurityLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The desk for programs, record by record: each is one entry of the setup file, as JSON. Whoever comes in here has shown a token, of
 * scope admin where something changes; that is looked at before.
 */
@RestController
class EntriesApi extends BodyDoor {
    private static final String ROOT = "/api/v1/";
    private static final String SECTION =
            ROOT + "{section:rules|callouts|people|api-users|tokens|channels|companies|fields|service-levels}";
    private static final String PICKLIST =
            ROOT + "picklists/{list:status|priority|queue|source|issueType|subIssueType|ticketCategory|classification}";
    private static final String SWITCHED = ROOT + "{section:rules|callouts}/{id}";
    private static final String DELETABLE = ROOT + "{section:rules|callouts|tokens|channels}/{id}";
    private static final String ID = "/{id}";
    private static final String DESK = ROOT + "desk";

    private final Sections sections;
    private final SecurityLog log;

    EntriesApi(Sections sections, SecurityLog log) {
        this.sections = sections;
        this.log = log;
    }

    /** In their order. */
    record All(List<Map<String, @Nullable Object>> items) {
        static <R> All of(Section<R> section) {
            return new All(section.all().stream().map(section::written).toList());
        }
    }

    @GetMapping({SECTION, PICKLIST})
    All list(@PathVariable Map<String, String> path) {
        return All.of(section(path));
    }

    @GetMapping({SECTION + ID, PICKLIST + ID})
    Map<String, @Nullable Object> one(
            @PathVariable Map<String, String> path, @PathVariable long id, HttpServletResponse response) {
        return one(section(path), id, response);
    }

    @GetMapping(DESK)
    Map<String, @Nullable Object> desk(HttpServletResponse response) {
        return one(sections.desk(), DeskSection.ID, response);
    }

    private static <R> Map<String, @Nullable Object> one(Section<R> section, long id, HttpServletResponse response) {
        var record = section.one(id);
        // By hand: else the framework would answer 304 by it, though places and names of other things alter an answer
        // too.
        response.setHeader(HttpHeaders.ETAG, section.tag(record));
        return section.written(record);
    }

    @PostMapping({SECTION, PICKLIST})
    ResponseEntity<Map<String, @Nullable Object>> create(
            @PathVariable Map<String, String> path, HttpServletRequest request) throws IOException {
        return create(section(path), request);
    }

    private <R> ResponseEntity<Map<String, @Nullable Object>> create(Section<R> section, HttpServletRequest request)
            throws IOException {
        var sent = body(request, "the " + section.word());
        return made(section, section.create(sent, noting(request, What.CREATED, section)));
    }

    @PutMapping({SECTION + ID, PICKLIST + ID})
    ResponseEntity<Map<String, @Nullable Object>> replace(
            @PathVariable Map<String, String> path, @PathVariable long id, HttpServletRequest request)
            throws IOException {
        return replace(section(path), id, request);
    }

    @PutMapping(DESK)
    ResponseEntity<Map<String, @Nullable Object>> replaceDesk(HttpServletRequest request) throws IOException {
        return replace(sections.desk(), DeskSection.ID, request);
    }

    private <R> ResponseEntity<Map<String, @Nullable Object>> replace(
            Section<R> section, long id, HttpServletRequest request) throws IOException {
        var sent = body(request, "the " + section.word());
        return changed(section, section.replace(id, match(request), sent, noting(request, What.CHANGED, section)));
    }

    @PostMapping(SWITCHED + "/activate")
    ResponseEntity<Map<String, @Nullable Object>> activate(
            @PathVariable String section, @PathVariable long id, HttpServletRequest request) {
        return activate(sections.switches(section), id, request);
    }

    private <R> ResponseEntity<Map<String, @Nullable Object>> activate(
            Switches<R> switches, long id, HttpServletRequest request) {
        var note = noting(request, What.ACTIVATED, switches.of());
        return changed(switches.of(), new Kept<>(switches.activate(id, match(request), note)));
    }

    @PostMapping(SWITCHED + "/deactivate")
    ResponseEntity<Map<String, @Nullable Object>> deactivate(
            @PathVariable String section, @PathVariable long id, HttpServletRequest request) {
        return deactivate(sections.switches(section), id, request);
    }

    private <R> ResponseEntity<Map<String, @Nullable Object>> deactivate(
            Switches<R> switches, long id, HttpServletRequest request) {
        var note = noting(request, What.DEACTIVATED, switches.of());
        return changed(switches.of(), new Kept<>(switches.deactivate(id, match(request), note)));
    }

    @PostMapping(SWITCHED + "/copy")
    ResponseEntity<Map<String, @Nullable Object>> copy(
            @PathVariable String section, @PathVariable long id, HttpServletRequest request) throws IOException {
        return copy(sections.switches(section), id, request);
    }

    private <R> ResponseEntity<Map<String, @Nullable Object>> copy(
            Switches<R> switches, long id, HttpServletRequest request) throws IOException {
        var note = noting(request, What.COPIED, switches.of());
        return made(switches.of(), new Kept<>(switches.copy(id, body(request, "the body"), note)));
    }

    @DeleteMapping(DELETABLE)
    ResponseEntity<Void> delete(@PathVariable String section, @PathVariable long id, HttpServletRequest request) {
        delete(sections.removal(section), id, request);
        return ResponseEntity.noContent().build();
    }

    private <R> void delete(Removal<R> removal, long id, HttpServletRequest request) {
        removal.delete(id, match(request), noting(request, What.DELETED, removal.of()));
    }

    private <R> Consumer<R> noting(HttpServletRequest request, What what, Section<R> section) {
        var by = by(request);
        return record -> log.note(by, what, section.path(), section.name(record));
    }

    private Section<?> section(Map<String, String> path) {
        var list = path.get("list");
        return sections.at(list == null ? String.valueOf(path.get("section")) : "picklists/" + list);
    }

    private static <R> ResponseEntity<Map<String, @Nullable Object>> made(Section<R> section, Kept<R> kept) {
        var address = ROOT + section.path() + "/" + section.id(kept.record());
        return answer(ResponseEntity.created(URI.create(address)), section, kept);
    }

    private static <R> ResponseEntity<Map<String, @Nullable Object>> changed(Section<R> section, Kept<R> kept) {
        return answer(ResponseEntity.ok(), section, kept);
    }

    private static <R> ResponseEntity<Map<String, @Nullable Object>> answer(
            ResponseEntity.BodyBuilder answer, Section<R> section, Kept<R> kept) {
        var body = new LinkedHashMap<>(section.written(kept.record()));
        body.putAll(kept.besides());
        return answer.eTag(section.tag(kept.record())).body(body);
    }

    private static IfMatch match(HttpServletRequest request) {
        return IfMatch.of(Collections.list(request.getHeaders("If-Match")));
    }
}
