package dev.roundtrip.api;

import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a client asks before it asks anything else: which version, which address, how many requests. */
@RestController
class ZoneController {
    private static final String BASE = "/atservicesrest/v1.0";

    private final RequestCount requests;

    ZoneController(RequestCount requests) {
        this.requests = requests;
    }

    @GetMapping({"/atservicesrest/versioninformation", BASE + "/versioninformation"})
    Map<String, Object> versions() {
        return Map.of("apiVersions", List.of("1.0"));
    }

    /** The same for every user, known or not: an answer without credentials must not tell who exists. */
    @GetMapping({"/atservicesrest/zoneinformation", BASE + "/zoneinformation"})
    Map<String, Object> zone(ApiCall call) {
        return Map.of(
                "zoneName",
                "Roundtrip",
                "url",
                call.origin() + "/ATServicesRest/",
                "webUrl",
                call.origin() + "/",
                "ci",
                1);
    }

    @GetMapping(BASE + "/version")
    Map<String, Object> version() {
        return Map.of("version", "1.0");
    }

    @GetMapping(BASE + "/thresholdinformation")
    Map<String, Object> threshold() {
        return Map.of(
                "externalRequestThreshold", requests.limit(),
                "requestThresholdTimeframe", RequestCount.FRAME.toMinutes(),
                "currentTimeframeRequestCount", requests.total());
    }
}
