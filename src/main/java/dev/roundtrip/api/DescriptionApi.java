package dev.roundtrip.api;

import dev.roundtrip.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the doors are, for tools that read OpenAPI: with a token, and for the page that shows it to whoever is signed in there. */
@RestController
class DescriptionApi {
    /** Whoever asks for it by this name gets it compressed, as no other answer in JSON is. */
    private static final String FOR_THE_PAGE = "application/vnd.oai.openapi+json";

    private final AutotaskDescription autotask;
    private final DeskDescription desk;
    private final Origin origin;

    DescriptionApi(AutotaskDescription autotask, DeskDescription desk, Settings settings) {
        this.autotask = autotask;
        this.desk = desk;
        this.origin = new Origin(settings.publicUrl());
    }

    @GetMapping("/api/v1/openapi/autotask")
    Map<String, Object> autotask(HttpServletRequest request) {
        return autotask.document(origin.of(request));
    }

    @GetMapping("/api/v1/openapi/desk")
    Map<String, Object> desk(HttpServletRequest request) {
        return desk.document(origin.of(request));
    }

    @GetMapping(
            path = "/developers/openapi/autotask",
            produces = {MediaType.APPLICATION_JSON_VALUE, FOR_THE_PAGE})
    Map<String, Object> autotaskForThePage(HttpServletRequest request) {
        return autotask(request);
    }

    @GetMapping(
            path = "/developers/openapi/desk",
            produces = {MediaType.APPLICATION_JSON_VALUE, FOR_THE_PAGE})
    Map<String, Object> deskForThePage(HttpServletRequest request) {
        return desk(request);
    }
}
