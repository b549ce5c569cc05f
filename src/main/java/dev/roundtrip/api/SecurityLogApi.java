package dev.roundtrip.api;

import dev.roundtrip.people.SecurityCheck;
import dev.roundtrip.people.SecurityLog;
import dev.roundtrip.people.SecurityMark;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells whether the security log is still what the desk wrote. */
@RestController
class SecurityLogApi {
    private final SecurityLog log;

    SecurityLogApi(SecurityLog log) {
        this.log = log;
    }

    /**
     * @param from id of the first event that there is to be
     * @param mark of the last that fits, to be kept elsewhere; null before the first
     * @param fault what does not fit; null when all does
     * @param event that does not fit first; null when all do
     */
    record Checked(
            boolean fits,
            long events,
            long from,
            @Nullable String mark,
            @Nullable String fault,
            @Nullable Long event) {
        static Checked of(SecurityCheck check) {
            var fault = check.fault();
            return new Checked(
                    check.fits(),
                    check.events(),
                    check.from(),
                    check.last().id() == 0 ? null : check.last().text(),
                    fault == null ? null : fault.word(),
                    fault == null ? null : check.at());
        }
    }

    /** @param mark that was kept elsewhere */
    @GetMapping("/api/v1/security-log/check")
    Checked check(@RequestParam(required = false) @Nullable String mark) {
        if (mark == null || mark.isBlank()) {
            return Checked.of(log.check(null));
        }
        return Checked.of(log.check(SecurityMark.of(mark)
                .orElseThrow(() -> ApiProblem.badInput(
                        "mark: \"%s\" is none; one is a number, a colon and 64 hexadecimal digits, as a check tells it"
                                .formatted(Characters.shortened(mark, 100))))));
    }
}
