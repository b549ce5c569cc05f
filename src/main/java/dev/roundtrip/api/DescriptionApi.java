package dev.roundtrip.api;

import dev.roundtrip.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the doors are, for tools that read OpenAPI: with a token, and for the page that shows it to whoever is signed in there. */
@RestController
class DescriptionApi {
    private final AutotaskDescription autotask;
    private final DeskDescription desk;
    private final Origin origin;

    DescriptionApi(AutotaskDescription autotask, DeskDescription desk, Settings settings) {
        this.autotask = autotask;
        this.desk = desk;
        this.origin = new Origin(settings.publicUrl());
    }

    @GetMapping({"/api/v1/openapi/autotask", "/developers/openapi/autotask"})
    Map<String, Object> autotask(HttpServletRequest request) {
        return autotask.document(origin.of(request));
    }

    @GetMapping({"/api/v1/openapi/desk", "/developers/openapi/desk"})
    Map<String, Object> desk(HttpServletRequest request) {
        return desk.document(origin.of(request));
    }
}
