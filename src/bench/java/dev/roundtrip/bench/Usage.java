package dev.roundtrip.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What had been used at a moment, counted since some time before; two of them make a difference. Read from outside of the engine:
 * {@code /proc}, the database server's statistics, and the index file of SQLite's write-ahead log.
 *
 * @param nanos     when
 * @param engine    CPU seconds of this process, producers and all
 * @param compiler  those of it that Java's compiler took: a warm engine has few
 * @param server    CPU seconds of the database server
 * @param receiver  CPU seconds of the far end
 * @param busy      CPU seconds of the whole machine
 * @param steal     CPU seconds that other machines on the same host had instead
 * @param commits   of the database; on PostgreSQL reads outside of a transaction are among them
 * @param logged    bytes of PostgreSQL's write-ahead log
 * @param written   bytes this process sent to disk: on SQLite its log and its checkpoints
 */
record Usage(
        long nanos,
        double engine,
        double compiler,
        double server,
        double receiver,
        double busy,
        double steal,
        long commits,
        long logged,
        long written) {
    private static final double TICKS = 100; // a second's, on every Linux there is

    /** Reads them. */
    static final class Meter implements AutoCloseable {
        private final Job job;
        private final @Nullable Connection server;

        Meter(Job job) throws SQLException {
            this.job = job;
            this.server = job.contender().onPostgres()
                    ? DriverManager.getConnection(job.place().database())
                    : null;
        }

        Usage read() throws IOException, SQLException {
            var machine = Files.readAllLines(Path.of("/proc/stat")).getFirst().split("\\s+", -1);
            // user nice system idle iowait irq softirq steal
            double busy =
                    (ticks(machine, 1) + ticks(machine, 2) + ticks(machine, 3) + ticks(machine, 6) + ticks(machine, 7))
                            / TICKS;
            return new Usage(
                    System.nanoTime(),
                    cpu("self", false),
                    Threads.ofTheCompiler(),
                    job.place().postmaster() == 0 ? 0 : family(job.place().postmaster()),
                    cpu(Long.toString(job.place().receiverPid()), false),
                    busy,
                    ticks(machine, 8) / TICKS,
                    commits(),
                    server == null ? 0 : asked("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn"),
                    written());
        }

        private static long ticks(String[] fields, int at) {
            return Long.parseLong(fields[at]);
        }

        /** @param withEnded whether children that have ended are counted */
        private static double cpu(String process, boolean withEnded) throws IOException {
            var fields = stat(process);
            return Arrays.stream(fields, 11, withEnded ? 15 : 13)
                            .mapToLong(Long::parseLong)
                            .sum()
                    / TICKS;
        }

        /** What follows the name, which stands in parentheses and may hold anything. */
        private static String[] stat(String process) throws IOException {
            var line = Files.readString(Path.of("/proc", process, "stat"));
            return line.substring(line.lastIndexOf(')') + 2).strip().split(" ", -1);
        }

        private static double family(long parent) throws IOException {
            double all = cpu(Long.toString(parent), true);
            try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
                for (var process : processes
                        .map(path -> path.getFileName().toString())
                        .filter(name -> name.chars().allMatch(Character::isDigit))
                        .toList()) {
                    all += childsCpu(process, parent);
                }
            }
            return all;
        }

        private static double childsCpu(String process, long parent) {
            try {
                return stat(process)[1].equals(Long.toString(parent)) ? cpu(process, true) : 0;
            } catch (IOException gone) {
                return 0; // it ended while we looked, and is counted with its parent from now on
            }
        }

        private long commits() throws IOException, SQLException {
            if (server != null) {
                return asked("select xact_commit from pg_stat_database where datname = current_database()");
            }
            return job.contender() == Contender.SQLITE ? sqliteCommits(RoundtripEngine.sqliteFile(job)) : 0;
        }

        /** The header of the log's index counts transactions: four bytes at the eighth, in the machine's order. */
        private static long sqliteCommits(Path database) throws IOException {
            try (var index = FileChannel.open(Path.of(database + "-shm"))) {
                var count = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());
                index.read(count, 8);
                return Integer.toUnsignedLong(count.getInt(0));
            }
        }

        private long asked(String sql) throws SQLException {
            if (server == null) {
                return 0;
            }
            try (var statement = server.createStatement();
                    var rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getBigDecimal(1).longValue();
            }
        }

        private static long written() throws IOException {
            return Files.readAllLines(Path.of("/proc/self/io")).stream()
                    .filter(line -> line.startsWith("write_bytes:"))
                    .mapToLong(line -> Long.parseLong(
                            line.substring("write_bytes:".length()).strip()))
                    .findFirst()
                    .orElse(0);
        }

        @Override
        public void close() throws SQLException {
            if (server != null) {
                server.close();
            }
        }
    }

    /** The most memory this process has held, in MB. */
    static long peakMegabytes() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
