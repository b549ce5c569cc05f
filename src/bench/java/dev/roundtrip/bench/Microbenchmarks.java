package dev.roundtrip.bench;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The pieces that every ticket pays for and that need no database, one by one. */
final class Microbenchmarks {
    private Microbenchmarks() {}

    /** @param file for JMH's own results */
    static void run(Path file) throws RunnerException {
        var options = new OptionsBuilder()
                .include("dev\\.roundtrip\\..*Benchmark")
                .resultFormat(ResultFormatType.JSON)
                .result(file.toString())
                .build();
        var results = new Runner(options).run();
        System.out.printf("%n### Rules and rendering, one thread%n%n| | µs | ± (99.9 %%) |%n| --- | --- | --- |%n");
        for (var result : results) {
            var parameters = result.getParams().getParamsKeys().stream()
                    .map(key -> result.getParams().getParam(key))
                    .collect(Collectors.joining(", "));
            System.out.printf(
                    Locale.ROOT,
                    "| %s %s | %.3f | %.3f |%n",
                    result.getPrimaryResult().getLabel(),
                    parameters,
                    result.getPrimaryResult().getScore(),
                    result.getPrimaryResult().getScoreError());
        }
    }
}
