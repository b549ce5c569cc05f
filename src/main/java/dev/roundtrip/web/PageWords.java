package dev.roundtrip.web;

import dev.roundtrip.directory.Desk;
import java.time.Clock;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Gives pages the words of their reader. */
@Component
final class PageWords {
    private final MessageSource texts;
    private final Desk desk;
    private final Clock clock;

    PageWords(MessageSource texts, Desk desk, Clock clock) {
        this.texts = texts;
        this.desk = desk;
        this.clock = clock;
    }

    Words in(Locale locale) {
        return Texts.words(texts, locale, desk, clock);
    }
}
