package dev.roundtrip.web;

import dev.roundtrip.oidc.SignInProvider;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The page that asks who is there. The chain looks at what is typed; here is only what is shown. */
@Controller
final class SignInPage {
    private final Visitor visitor;
    private final SignInProvider provider;

    SignInPage(Visitor visitor, SignInProvider provider) {
        this.visitor = visitor;
        this.provider = provider;
    }

    @GetMapping("/signin")
    String ask(
            @RequestParam(name = "signedout", required = false) @Nullable String signedOut,
            Locale locale,
            Model model) {
        if (visitor.person().isPresent()) {
            return "redirect:/";
        }
        model.addAttribute("signedOut", signedOut != null);
        model.addAttribute("provider", ProviderPage.name(provider, locale));
        return "people/signin";
    }

    /** Reached from inside, after a wrong try. */
    @PostMapping("/signin/refused")
    String refused(
            @RequestAttribute(name = SignInOutcome.REFUSAL, required = false) @Nullable Exception refusal,
            @RequestParam(defaultValue = "") String login,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        if (refusal == null) {
            return "redirect:/signin";
        }
        if (refusal instanceof TooManyTries tooMany) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, Long.toString(tooMany.untilNext().toSeconds() + 1));
            model.addAttribute("waitMinutes", tooMany.minutes());
        } else {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            model.addAttribute("wrong", true);
        }
        model.addAttribute("login", login);
        model.addAttribute("provider", ProviderPage.name(provider, locale));
        return "people/signin";
    }
}
