package dev.roundtrip.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Where runs take place: the far end, the database server and the folder are shared by all, and every run has a process of its own. */
final class Run implements AutoCloseable {
    private static final long MOST_MINUTES = 20;

    private final Path folder;
    private final ReceiverProcess receiver;
    private @Nullable PostgresServer postgres;

    Run(Path folder) throws IOException {
        this.folder = folder;
        this.receiver = new ReceiverProcess();
    }

    /** What came of one run; its process has ended, and the books were compared. */
    Figures of(Contender contender, Job.Shape shape, Job.Load load) throws Exception {
        return of(contender, shape, load, false);
    }

    /** The same, and where the time went. */
    Figures profiled(Contender contender, Job.Shape shape, Job.Load load) throws Exception {
        return of(contender, shape, load, true);
    }

    private Figures of(Contender contender, Job.Shape shape, Job.Load load, boolean profile) throws Exception {
        var place = folder.resolve("run");
        FileSystemUtils.deleteRecursively(place);
        Files.createDirectories(place);
        receiver.clear();
        var job = new Job(contender, shape, load, place(contender, place), profile);
        job.write(place.resolve("job.json"));
        start(place);
        var receipts = receiver.save(place.resolve("receipts"));
        return Figures.of(
                job,
                Measured.read(place.resolve("measured.json")),
                Ledger.read(job, place.resolve("receipts")),
                receipts.meanBytes());
    }

    private Job.Place place(Contender contender, Path place) throws IOException, SQLException {
        if (!contender.onPostgres()) {
            return new Job.Place(place.toString(), receiver.url(), receiver.pid(), null, 0);
        }
        var server = postgres();
        return new Job.Place(
                place.toString(), receiver.url(), receiver.pid(), server.freshDatabase(), server.postmaster());
    }

    private PostgresServer postgres() throws IOException, SQLException {
        var server = postgres;
        if (server == null) {
            server = new PostgresServer();
            postgres = server;
        }
        return server;
    }

    private static void start(Path place) throws IOException, InterruptedException {
        var command = Java.command(EngineProcess.class, Java.OF_ENGINES);
        command.command().add(place.resolve("job.json").toString());
        var output = place.resolve("output");
        var process = command.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("a run is not over after " + MOST_MINUTES + " minutes: " + last(output));
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0 || !Files.exists(place.resolve("measured.json"))) {
            throw new IOException("a run ended with " + process.exitValue() + ":\n" + last(output));
        }
    }

    private static String last(Path output) throws IOException {
        List<String> lines = Arrays.asList(Files.readString(output).split("\n", -1));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    @Override
    public void close() throws IOException {
        receiver.close();
        if (postgres != null) {
            postgres.close();
        }
    }
}
