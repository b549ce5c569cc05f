package dev.roundtrip.web;

import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.delivery.Outcome;
import dev.roundtrip.notify.MailAddress;
import dev.roundtrip.notify.MailCourier;
import dev.roundtrip.notify.MailTrial;
import dev.roundtrip.settings.Settings;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How mails go out, which the operator decides, and a mail to see whether they do. */
@Controller
@RequestMapping("/settings/mail")
final class MailPage {
    private final Settings settings;
    private final MailTrial trial;
    private final DeliveryLog log;
    private final Visitor visitor;
    private final Clock clock;

    MailPage(Settings settings, MailTrial trial, DeliveryLog log, Visitor visitor, Clock clock) {
        this.settings = settings;
        this.trial = trial;
        this.log = log;
        this.visitor = visitor;
        this.clock = clock;
    }

    /**
     * What came of the test.
     *
     * @param said what the mail server, or the way to it, has against the mail; always English; null when it was taken
     */
    public record Tried(String to, @Nullable String said) {}

    @GetMapping
    String show(Model model) {
        return show(visitor.signedIn().email(), null, model);
    }

    private String show(@Nullable String to, @Nullable Tried tried, Model model) {
        var lane = log.days(List.of(MailCourier.LANE), clock.instant()).get(MailCourier.LANE);
        model.addAttribute("server", settings.mail().orElse(null));
        model.addAttribute("waiting", lane == null ? 0 : lane.waiting() + lane.held());
        model.addAttribute("to", Objects.requireNonNullElse(to, ""));
        model.addAttribute("tried", tried);
        return "settings/mail";
    }

    @PostMapping("/test")
    String test(@RequestParam(defaultValue = "") String to, Locale locale, HttpServletResponse response, Model model)
            throws InterruptedException {
        visitor.needsAdministrator();
        var address = MailAddress.of(to);
        if (address.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("wrong", "mail.to.wrong");
            return show(to, null, model);
        }
        var outcome = trial.send(address.get(), visitor.signedIn(), locale);
        return show(
                to,
                outcome.map(came -> new Tried(
                                address.get().text(),
                                came instanceof Outcome.Delivered
                                        ? null
                                        : Objects.requireNonNullElse(
                                                came.report().error(), "")))
                        .orElse(null),
                model);
    }
}
