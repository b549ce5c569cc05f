package dev.roundtrip.web;

import dev.roundtrip.people.PersonalChoices;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/** {@code ?lang=de} on any page keeps the choice, in the browser and with the person who is signed in, and comes back to the page without it. */
final class LanguageSwitch extends OncePerRequestFilter {
    private final PageLanguage language;
    private final Visitor visitor;
    private final PersonalChoices choices;

    LanguageSwitch(PageLanguage language, Visitor visitor, PersonalChoices choices) {
        this.language = language;
        this.visitor = visitor;
        this.choices = choices;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var wanted = request.getMethod().equals("GET")
                ? PageLanguage.spoken(request.getParameter(PageAddress.LANGUAGE))
                : Optional.<Locale>empty();
        if (wanted.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        language.choose(wanted.get(), request, response);
        if (isOwn(request)) {
            visitor.person()
                    .ifPresent(person -> choices.speak(person.id(), wanted.get().getLanguage()));
        }
        response.sendRedirect(PageAddress.of(request).plain());
    }

    /** Whether the link stands on a page of this desk, or was typed: another site decides nothing for a person. */
    private static boolean isOwn(HttpServletRequest request) {
        var from = request.getHeader("Sec-Fetch-Site");
        return from == null || from.equals("same-origin") || from.equals("none");
    }
}
