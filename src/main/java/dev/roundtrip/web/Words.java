package dev.roundtrip.web;

import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;

/** Texts, times and numbers the way the reader of a page is used to them. */
final class Words {
    private final MessageSource texts;
    private final Locale locale;
    private final ZoneId zone;
    private final ZonedDateTime now;
    private final DateTimeFormatter clock;
    private final DateTimeFormatter minutes;
    private final DateTimeFormatter fineClock;
    private final DateTimeFormatter day;
    private final DateTimeFormatter dayOfYear;

    /**
     * @param zone that times are told in
     * @param now decides what is today, where a time needs no date
     */
    Words(MessageSource texts, Locale locale, ZoneId zone, Instant now) {
        this.texts = texts;
        this.locale = locale;
        this.zone = zone;
        this.now = now.atZone(zone);
        var german = locale.getLanguage().equals("de");
        this.clock = DateTimeFormatter.ofPattern("HH:mm:ss", locale);
        this.minutes = DateTimeFormatter.ofPattern("HH:mm", locale);
        this.fineClock = DateTimeFormatter.ofPattern(german ? "HH:mm:ss,SSS" : "HH:mm:ss.SSS", locale);
        this.day = DateTimeFormatter.ofPattern(german ? "d. MMM" : "d MMM", locale);
        this.dayOfYear = DateTimeFormatter.ofPattern(german ? "d. MMM yyyy" : "d MMM yyyy", locale);
    }

    String say(String key, Object... values) {
        return texts.getMessage(key, values, locale);
    }

    /** The same, and {@code otherwise} where there is no such text. */
    String sayOr(String key, String otherwise) {
        return Objects.requireNonNullElse(texts.getMessage(key, null, otherwise, locale), otherwise);
    }

    ZoneId zone() {
        return zone;
    }

    /** A moment, with its date unless that is today: {@code 14:03:21}, {@code 24 Nov, 14:03:21}. */
    String time(Instant at) {
        return dated(at, clock);
    }

    /** The same without its seconds: {@code 14:03}. */
    String minute(Instant at) {
        return dated(at, minutes);
    }

    /** The same within a sentence: {@code at 14:03:21}, {@code on 24 Nov, 14:03:21}. */
    String at(Instant at) {
        return say(isToday(at.atZone(zone)) ? "time.today" : "time.other-day", time(at));
    }

    /** A moment to the millisecond. */
    String fineTime(Instant at) {
        return dated(at, fineClock);
    }

    /** A span that somebody set: {@code 60 s}, {@code 5 min}, {@code 24 h}. */
    String span(Duration span) {
        long seconds = span.toSeconds();
        if (seconds > 60 && seconds % 3600 == 0) {
            return measured(Long.toString(seconds / 3600), "h");
        }
        return seconds > 60 && seconds % 60 == 0
                ? measured(Long.toString(seconds / 60), "min")
                : measured(Long.toString(seconds), "s");
    }

    /** How long something took: {@code 38 ms}, {@code 10.0 s}, {@code 2 min 5 s}. */
    String length(Duration duration) {
        if (duration.toMillis() < 1000) {
            return measured(Long.toString(duration.toMillis()), "ms");
        }
        if (duration.toSeconds() < 60) {
            return measured(number(duration.toMillis() / 1000.0), "s");
        }
        return measured(Long.toString(duration.toMinutes()), "min") + " "
                + measured(Long.toString(duration.toSecondsPart()), "s");
    }

    /** Of a file: {@code 512 B}, {@code 1.4 KiB}, {@code 7.0 MiB}. */
    String size(long bytes) {
        if (bytes < 1 << 10) {
            return measured(Long.toString(bytes), "B");
        }
        return bytes < 1 << 20
                ? measured(number(bytes / 1024.0), "KiB")
                : measured(number(bytes / 1024.0 / 1024.0), "MiB");
    }

    /** {@code 1.2 ms}. */
    String millis(double millis) {
        return measured(number(millis), "ms");
    }

    private String number(double value) {
        var format = NumberFormat.getInstance(locale);
        format.setMinimumFractionDigits(1);
        format.setMaximumFractionDigits(1);
        format.setRoundingMode(RoundingMode.DOWN); // 59.96 s is not yet 60.0 s
        return format.format(value);
    }

    /** A number never stands at the end of a line with its unit on the next. */
    private static String measured(String number, String unit) {
        return number + "\u00a0" + unit;
    }

    private String dated(Instant at, DateTimeFormatter time) {
        var local = at.atZone(zone);
        return isToday(local) ? local.format(time) : date(local) + ", " + local.format(time);
    }

    /** A day alone: {@code 24 Nov}, with its year unless that is this one. */
    String day(LocalDate date) {
        return date.format(date.getYear() == now.getYear() ? day : dayOfYear);
    }

    private boolean isToday(ZonedDateTime local) {
        return local.toLocalDate().equals(now.toLocalDate());
    }

    private String date(ZonedDateTime local) {
        return day(local.toLocalDate());
    }
}
