package dev.roundtrip.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** Where a try to sign in leads to. */
final class SignInOutcome implements AuthenticationSuccessHandler, AuthenticationFailureHandler {
    static final String REFUSAL = "dev.roundtrip.web.refusal";

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        response.sendRedirect(WantedPage.take(request));
    }

    /** The page is shown at once, not behind a redirect, so that the status tells what happened. */
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        if (failure instanceof SecondFactorWanted wanted) {
            wanted.half().keep(request);
            response.sendRedirect("/signin/code");
            return;
        }
        request.setAttribute(REFUSAL, failure);
        request.getRequestDispatcher("/signin/refused").forward(request, response);
    }
}
