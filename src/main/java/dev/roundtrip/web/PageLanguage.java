package dev.roundtrip.web;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.PersonalChoices;
import dev.roundtrip.settings.Settings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/**
 * Which language a page speaks: what the person chose who is signed in, else what was chosen in this browser, else what the desk's record of
 * the person says, else what the browser asks for, else the desk's.
 */
@Component(PageLanguage.BEAN)
final class PageLanguage implements LocaleResolver {
    /** The name under which Spring looks for it. */
    static final String BEAN = "localeResolver";

    static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.GERMAN);

    private static final String COOKIE = "language";
    private static final String RESOLVED = PageLanguage.class.getName();

    private final Visitor visitor;
    private final PersonalChoices choices;
    private final Desk desk;
    private final boolean https;

    PageLanguage(Visitor visitor, PersonalChoices choices, Desk desk, Settings settings) {
        this.visitor = visitor;
        this.choices = choices;
        this.desk = desk;
        this.https = settings.isReachedByHttps();
    }

    static Optional<Locale> spoken(@Nullable String language) {
        return SPOKEN.stream()
                .filter(locale -> locale.getLanguage().equals(language))
                .findFirst();
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        if (request.getAttribute(RESOLVED) instanceof Locale known) {
            return known;
        }
        // An error page must come out even when the store is what failed.
        var locale = request.getDispatcherType() == DispatcherType.ERROR
                ? chosen(request).or(() -> asked(request)).orElse(Locale.ENGLISH)
                : among(request);
        request.setAttribute(RESOLVED, locale);
        return locale;
    }

    private Locale among(HttpServletRequest request) {
        return visitor.person()
                .map(person -> choices.of(person.id()).language())
                .flatMap(PageLanguage::spoken)
                .or(() -> chosen(request))
                .or(() -> visitor.person().map(Person::language).flatMap(PageLanguage::spoken))
                .or(() -> asked(request))
                .or(() -> spoken(desk.settings().language()))
                .orElse(Locale.ENGLISH);
    }

    /** Keeps the choice in the browser for a year. */
    void choose(Locale language, HttpServletRequest request, HttpServletResponse response) {
        var cookie = ResponseCookie.from(COOKIE, language.getLanguage())
                .path("/")
                .maxAge(Duration.ofDays(365))
                .httpOnly(true)
                .secure(https || request.isSecure())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    /** From then on the browser has chosen nothing. */
    void forget(HttpServletRequest request, HttpServletResponse response) {
        var cookie = ResponseCookie.from(COOKIE, "")
                .path("/")
                .maxAge(Duration.ZERO)
                .httpOnly(true)
                .secure(https || request.isSecure())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("the language is chosen by " + LanguageSwitch.class.getSimpleName());
    }

    private static Optional<Locale> chosen(HttpServletRequest request) {
        var cookies = request.getCookies();
        for (var cookie : cookies == null ? new Cookie[0] : cookies) {
            if (cookie.getName().equals(COOKIE)) {
                return spoken(cookie.getValue());
            }
        }
        return Optional.empty();
    }

    /** The first that we speak of those that the browser lists, in its order. */
    private static Optional<Locale> asked(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) {
            return Optional.empty();
        }
        return Collections.list(request.getLocales()).stream()
                .flatMap(locale -> spoken(locale.getLanguage()).stream())
                .findFirst();
    }
}
