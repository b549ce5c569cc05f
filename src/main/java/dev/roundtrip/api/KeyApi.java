package dev.roundtrip.api;

import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.people.SecurityLog;
import dev.roundtrip.store.KeyRotation;
import dev.roundtrip.store.KeyRotation.Stage;
import dev.roundtrip.store.StoreRefused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Puts a new key in place of the old one, a step for each request. */
@RestController
class KeyApi {
    private final KeyRotation rotation;
    private final SecurityLog log;

    KeyApi(KeyRotation rotation, SecurityLog log) {
        this.rotation = rotation;
        this.log = log;
    }

    /**
     * @param key id of the newest key
     * @param sealed anew since it seals
     * @param left to be sealed anew; 0 while that is not known
     * @param names of nodes, or of secrets that do not open
     * @param removed ids of keys that are removed, or to be removed
     */
    record Rotated(
            String stage,
            String key,
            long sealed,
            long left,
            List<String> names,
            List<String> removed,
            @Nullable String why) {}

    /** @param begin whether a rotation may begin where none is under way; else one is only gone on with */
    @PostMapping("/api/v1/key-rotation")
    Rotated step(@RequestParam(defaultValue = "false") boolean begin, ApiCall call, HttpServletRequest request) {
        var by = new SecurityLog.By(call.caller().noted(), request.getRemoteAddr());
        var step = step(begin, by);
        if (step.made()) {
            log.note(by, What.KEY_MADE, null, step.key());
        }
        var isSealed = step.stage() == Stage.DONE || step.stage() == Stage.REMOVE_KEY;
        if (isSealed && !step.removed().isEmpty()) {
            log.note(by, What.SEALED_ANEW, null, String.valueOf(step.sealed()));
            if (step.why() == null) {
                step.removed().forEach(old -> log.note(by, What.KEY_REMOVED, null, old));
            }
        }
        return new Rotated(
                step.stage().word(), step.key(), step.sealed(), step.left(), step.names(), step.removed(), step.why());
    }

    private KeyRotation.Step step(boolean begin, SecurityLog.By by) {
        try {
            return rotation.step(begin, key -> log.note(by, What.KEY_SEALS, null, key));
        } catch (StoreRefused e) { // the file of the keys cannot be read any more
            throw ApiProblem.conflict(String.valueOf(e.getMessage()));
        }
    }
}
