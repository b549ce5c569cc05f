package dev.roundtrip.callout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A set of HTTP status codes, written as codes and ranges: {@code 200-299,409}. Two texts for one set are equal when parsed. */
public final class StatusCodes {
    public static final StatusCodes NONE = new StatusCodes(List.of());
    public static final StatusCodes SUCCESSFUL = new StatusCodes(List.of(new Range(200, 299)));

    private static final Pattern PART = Pattern.compile("([1-5][0-9]{2})(?:\\s*-\\s*([1-5][0-9]{2}))?");

    private final List<Range> ranges; // ascending, apart from each other by at least one code

    private record Range(int from, int to) {
        @Override
        public String toString() {
            return from == to ? "" + from : from + "-" + to;
        }
    }

    private StatusCodes(List<Range> ranges) {
        this.ranges = ranges;
    }

    /**
     * Reads a set from its text.
     *
     * @param text codes from 100 to 599, ranges with both ends included, parted by commas; blank is the empty set
     * @throws IllegalArgumentException naming the part that is neither
     */
    public static StatusCodes parse(String text) {
        if (text.isBlank()) {
            return NONE;
        }
        var ranges = new ArrayList<Range>();
        for (var raw : text.split(",", -1)) {
            var part = raw.strip();
            var read = PART.matcher(part);
            if (!read.matches()) {
                throw new IllegalArgumentException(
                        "status codes: \"%s\" is neither a code from 100 to 599 nor a range; right is, for example, 200-299,409"
                                .formatted(part));
            }
            int from = Integer.parseInt(read.group(1));
            int to = read.group(2) == null ? from : Integer.parseInt(read.group(2));
            if (from > to) {
                throw new IllegalArgumentException(
                        "status codes: the range \"%s\" runs backwards; write %d-%d".formatted(part, to, from));
            }
            ranges.add(new Range(from, to));
        }
        return new StatusCodes(merged(ranges));
    }

    public boolean contains(int code) {
        return ranges.stream().anyMatch(range -> code >= range.from && code <= range.to);
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** The one canonical text: ascending, neighbours joined. {@link #parse} reads it back. */
    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(","));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusCodes codes && ranges.equals(codes.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    private static List<Range> merged(List<Range> ranges) {
        var merged = new ArrayList<Range>();
        ranges.sort(Comparator.comparingInt(Range::from));
        for (var range : ranges) {
            var last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && range.from <= last.to + 1) {
                merged.set(merged.size() - 1, new Range(last.from, Math.max(last.to, range.to)));
            } else {
                merged.add(range);
            }
        }
        return List.copyOf(merged);
    }
}
