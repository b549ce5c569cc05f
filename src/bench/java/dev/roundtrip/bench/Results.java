package dev.roundtrip.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;

/** The runs of one table, row by row; every run is written down as a line of JSON as soon as it is over. */
final class Results {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String table;
    private final Path lines;
    private final Map<String, List<Figures>> rows = new LinkedHashMap<>();

    /** @param lines file that is added to */
    Results(String table, Path lines) {
        this.table = table;
        this.lines = lines;
    }

    void add(String row, Figures figures) throws IOException {
        rows.computeIfAbsent(row, r -> new ArrayList<>()).add(figures);
        var line = new LinkedHashMap<String, Object>();
        line.put("at", Instant.now().toString());
        line.put("table", table);
        line.put("row", row);
        line.put("figures", figures);
        Files.writeString(
                lines,
                JSON.writeValueAsString(line) + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        var books = figures.books();
        System.err.printf(
                Locale.ROOT,
                "%s | %s: warm %.0f s, %.0f/s, p50 %.1f p99 %.1f ms; compiler %.0f %%, others %.0f %% CPU, steal %.0f %%; arrivals %d, lost %d, doubles %d, unlogged %d, unseen %d, strange %d, not made %d%n",
                table,
                row,
                figures.warmed(),
                figures.perSecond(),
                figures.latency().p50(),
                figures.latency().p99(),
                100 * figures.compiler(),
                100 * figures.foreign(),
                100 * figures.steal(),
                books.arrivals(),
                books.lost(),
                books.doubles(),
                books.unlogged(),
                books.unseen(),
                books.strange(),
                figures.failures());
    }

    /** Prints tables for a page of documentation: the figures, and what tells how far to trust them. */
    void print(List<Column> figures, List<Column> trust) {
        print(table, figures);
        print(table + ": how far to trust it", trust);
    }

    private void print(String title, List<Column> columns) {
        System.out.printf("%n### %s%n%n|  |", title);
        columns.forEach(column -> System.out.printf(" %s |", column.title()));
        System.out.printf("%n| --- |%s%n", " --- |".repeat(columns.size()));
        rows.forEach((row, runs) -> {
            System.out.printf("| %s |", row);
            columns.forEach(column -> System.out.printf(" %s |", column.text(runs)));
            System.out.println();
        });
    }

    Map<String, List<Figures>> rows() {
        return rows;
    }

    /** The rows' other column: what it is called, and what a row's runs come to in it. */
    record Column(String title, Function<List<Figures>, String> of) {
        String text(List<Figures> runs) {
            return of.apply(runs);
        }

        /** The median. */
        static Column median(String title, int digits, ToDoubleFunction<Figures> figure) {
            return new Column(title, runs -> number(median(runs, figure), digits));
        }

        /** The median, and in brackets what it is the median of. */
        static Column rounds(String title, int digits, ToDoubleFunction<Figures> figure) {
            return new Column(
                    title,
                    runs -> runs.size() == 1
                            ? number(median(runs, figure), digits)
                            : "%s (%s)"
                                    .formatted(
                                            number(median(runs, figure), digits),
                                            String.join(" ", numbers(runs, digits, figure))));
        }

        /** Of all rounds, in order: so a reader can tell which were quiet. */
        static Column each(String title, int digits, ToDoubleFunction<Figures> figure) {
            return new Column(title, runs -> String.join(" ", numbers(runs, digits, figure)));
        }

        /** All of them together. */
        static Column sum(String title, ToDoubleFunction<Figures> figure) {
            return new Column(
                    title, runs -> number(runs.stream().mapToDouble(figure).sum(), 0));
        }

        private static List<String> numbers(List<Figures> runs, int digits, ToDoubleFunction<Figures> figure) {
            return runs.stream()
                    .map(run -> number(figure.applyAsDouble(run), digits))
                    .toList();
        }

        private static double median(List<Figures> runs, ToDoubleFunction<Figures> figure) {
            var sorted = runs.stream().mapToDouble(figure).sorted().toArray();
            return sorted[sorted.length / 2];
        }

        private static String number(double value, int digits) {
            return String.format(Locale.ROOT, "%,." + digits + "f", value);
        }
    }
}
