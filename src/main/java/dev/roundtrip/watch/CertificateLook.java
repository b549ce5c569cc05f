package dev.roundtrip.watch;

import dev.roundtrip.callout.CertificateEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Whether a certificate ends that calls rest on. */
record CertificateLook(Supplier<List<CertificateEnd>> ends) implements Look {
    static final Duration SOON = Duration.ofDays(14);

    @Override
    public String prefix() {
        return Worry.Expiring.PREFIX;
    }

    @Override
    public List<Worry> look(Instant now) {
        return judge(ends.get(), now);
    }

    private record Certificate(CertificateEnd.Whose whose, String name, Instant notAfter) {}

    /** One worry for each certificate, however many callouts rest on it. */
    static List<Worry> judge(List<CertificateEnd> ends, Instant now) {
        return ends.stream()
                .filter(end -> !end.notAfter().isAfter(now.plus(SOON)))
                .collect(Collectors.groupingBy(
                        end -> new Certificate(end.whose(), end.name(), end.notAfter()),
                        LinkedHashMap::new,
                        Collectors.mapping(CertificateEnd::callout, Collectors.toList())))
                .entrySet()
                .stream()
                .<Worry>map(one -> new Worry.Expiring(
                        one.getKey().whose(),
                        one.getKey().name(),
                        one.getKey().notAfter(),
                        one.getValue().stream()
                                .map(callout -> new Worry.Expiring.Resting(callout.id(), callout.name()))
                                .toList()))
                .toList();
    }
}
