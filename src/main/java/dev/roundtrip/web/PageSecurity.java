package dev.roundtrip.web;

import dev.roundtrip.oidc.SignInProvider;
import dev.roundtrip.people.People;
import dev.roundtrip.people.PersonSessions;
import dev.roundtrip.people.PersonalChoices;
import dev.roundtrip.people.Refusals;
import dev.roundtrip.settings.Settings;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.HeaderWriterLogoutHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter.Directive;

/**
 * Who may open which page.
 *
 * <p>The last chain, for everything that no other door's chain took before it: what nobody thought of is shut.
 */
@Configuration(proxyBeanMethods = false)
class PageSecurity {
    /** The files that a page is made of; they tell nothing. */
    static final String[] FILES = {
        "/app.css",
        "/app.js",
        "/chart.js",
        "/dom.js",
        "/drafts.js",
        "/live.js",
        "/menu.js",
        "/developers.js",
        "/rules.js",
        "/theme.js",
        "/icons.svg",
        "/icon.svg"
    };

    @Bean
    @Order(2)
    SecurityFilterChain pages(
            HttpSecurity http,
            People people,
            PersonalChoices choices,
            PersonSessions sessions,
            FirstStart firstStart,
            PersonSignIn signIn,
            Visitor visitor,
            Refusals refusals,
            PageLanguage language,
            SecurityContextRepository contexts) {
        var outcome = new SignInOutcome();
        return http.authorizeHttpRequests(may -> may.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(FILES)
                        .permitAll()
                        .requestMatchers("/signin", "/signin/code", "/signin/provider", SignInProvider.BACK, "/setup")
                        .permitAll()
                        .requestMatchers("/error") // shown when something fails, not when somebody asks
                        .denyAll()
                        .anyRequest()
                        .authenticated())
                .authenticationManager(new ProviderManager(signIn))
                .securityContext(context -> context.securityContextRepository(contexts))
                .requestCache(RequestCacheConfigurer::disable)
                .exceptionHandling(refused -> refused.authenticationEntryPoint(new WantedPage())
                        .accessDeniedHandler(new LostSession(visitor)))
                .formLogin(form -> form.loginPage("/signin")
                        .usernameParameter("login")
                        .passwordParameter("password")
                        .successHandler(outcome)
                        .failureHandler(outcome))
                .logout(out -> out.logoutUrl("/signout")
                        .addLogoutHandler(
                                (_, _, _) -> visitor.session().ifPresent(signedIn -> sessions.end(signedIn.session())))
                        .addLogoutHandler(new HeaderWriterLogoutHandler(
                                new ClearSiteDataHeaderWriter(Directive.CACHE, Directive.STORAGE)))
                        .logoutSuccessUrl("/signin?signedout"))
                .headers(HeadersConfigurer::disable) // PageHeaders writes them, also where this chain does not come to
                .addFilterAfter(new LeaverFilter(people, choices, sessions), SecurityContextHolderFilter.class)
                .addFilterAfter(new NotedRefusal(refusals, visitor), SecurityContextHolderFilter.class)
                .addFilterBefore(
                        new LanguageSwitch(language, visitor, choices), UsernamePasswordAuthenticationFilter.class)
                .addFilterBefore(new FirstStartGate(firstStart), UsernamePasswordAuthenticationFilter.class)
                .build();
    }

    @Bean
    FilterRegistrationBean<PageHeaders> pageHeaders(Settings settings) {
        var registration = new FilterRegistrationBean<>(new PageHeaders(settings.isReachedByHttps()));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    SignInThrottle signInThrottle(Clock clock) {
        return new SignInThrottle(clock);
    }

    @Bean
    SecurityContextRepository securityContexts() {
        return new HttpSessionSecurityContextRepository();
    }
}
