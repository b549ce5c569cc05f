package dev.roundtrip.watch;

import dev.roundtrip.notify.Message;
import dev.roundtrip.notify.NoticeWords;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tells a worry.
 *
 * @param language English or German
 * @param zone that days and times are told in
 * @param now decides whether a certificate has ended or will
 */
public record WorryWords(Locale language, ZoneId zone, Instant now) {
    private static final long MIB = 1L << 20;

    /** On one line, with all that a person has to know. */
    public String subject(Worry worry) {
        return Message.line(
                switch (worry) {
                    case Worry.FullDisk disk -> said("disk.subject", size(disk.free()), size(disk.total()));
                    case Worry.Stalled stalled -> said("stalled.subject", time(stalled.since()));
                    case Worry.Expiring one ->
                        said("certificate." + word(one) + ".subject", one.name(), end(one.notAfter()));
                    case Worry.ManyRules rules ->
                        said("rules.subject", Long.toString(rules.active()), Integer.toString(rules.most()));
                });
    }

    /** What it means, and what helps. */
    public String meaning(Worry worry) {
        return switch (worry) {
            case Worry.FullDisk disk -> said("disk.text", disk.place());
            case Worry.Stalled stalled -> said("stalled.text", stalled.callouts());
            case Worry.Expiring one -> said("certificate." + word(one) + ".text");
            case Worry.ManyRules rules -> said("rules.text", Integer.toString(rules.most()));
        };
    }

    private String text(Worry worry) {
        return worry instanceof Worry.Expiring one
                ? one.callouts().stream()
                        .map(callout -> "- " + Message.line(callout.name()))
                        .collect(Collectors.joining("\n", meaning(worry) + "\n\n", ""))
                : meaning(worry);
    }

    Message message(Worry worry) {
        return new Message(
                Message.Kind.HEALTH,
                "",
                subject(worry),
                text(worry),
                worry.page().isEmpty() ? "/" : worry.page(),
                "worry-" + UUID.nameUUIDFromBytes(worry.key().getBytes(StandardCharsets.UTF_8)));
    }

    private static String word(Worry.Expiring one) {
        return one.whose().name().toLowerCase(Locale.ROOT);
    }

    private String end(Instant notAfter) {
        return said(notAfter.isAfter(now) ? "ends" : "ended", day(notAfter));
    }

    private String day(Instant at) {
        return at.atZone(zone).format(format("d MMMM yyyy", "d. MMMM yyyy"));
    }

    private String time(Instant at) {
        return at.atZone(zone).format(format("d MMMM yyyy, HH:mm", "d. MMMM yyyy, HH:mm"));
    }

    private DateTimeFormatter format(String english, String german) {
        return DateTimeFormatter.ofPattern(language.getLanguage().equals("de") ? german : english, language);
    }

    private String size(long bytes) {
        var number = NumberFormat.getInstance(language);
        number.setMaximumFractionDigits(1);
        return bytes < 1024 * MIB
                ? number.format(bytes / MIB) + "\u00a0MiB"
                : number.format(bytes / (1024.0 * MIB)) + "\u00a0GiB";
    }

    private String said(String key, Object... values) {
        return NoticeWords.said(language, "health." + key, values);
    }
}
