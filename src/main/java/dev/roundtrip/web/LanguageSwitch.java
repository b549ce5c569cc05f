package dev.roundtrip.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/** {@code ?lang=de} on any page keeps the choice and comes back to the page without it. */
final class LanguageSwitch extends OncePerRequestFilter {
    private final PageLanguage language;

    LanguageSwitch(PageLanguage language) {
        this.language = language;
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
        language.choose(wanted.get(), response);
        response.sendRedirect(PageAddress.of(request).plain());
    }
}
