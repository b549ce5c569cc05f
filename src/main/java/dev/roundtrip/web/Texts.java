package dev.roundtrip.web;

import dev.roundtrip.directory.Desk;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The pages' texts: one file a language, none of them the one that all fall back to. */
@Configuration(proxyBeanMethods = false)
class Texts {
    @Bean
    static MessageSource messageSource() {
        var source = new ResourceBundleMessageSource();
        source.setBasename("messages");
        source.setDefaultEncoding(StandardCharsets.UTF_8.name());
        source.setDefaultLocale(Locale.ENGLISH); // for a locale that we do not speak; never for a text that is missing
        return source;
    }

    /** What is said to the reader of the page that is being made. */
    static Words words(MessageSource texts, Locale locale, Desk desk, Clock clock) {
        return new Words(texts, locale, desk.settings().zone(), clock.instant());
    }
}
