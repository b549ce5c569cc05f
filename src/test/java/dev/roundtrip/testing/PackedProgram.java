package dev.roundtrip.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The program as {@code ./run} starts it, on the class path of the tests: its classes in a jar, and with a class cache, without which every
 * start takes more than twice as long. Both stand below {@code target/} and are made anew when a class is.
 */
final class PackedProgram {
    private static final String MAIN = "dev.roundtrip.Roundtrip";
    private static final Path FOLDER = Path.of("target", "packed");
    private static final List<String> OPTIONS = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", // a process of seconds never earns the second compiler's work back
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** Made once, whichever test asks first. */
    private static final class Made {
        static final List<String> COMMAND = make();
    }

    private PackedProgram() {}

    /** What starts it, up to the program's own arguments. */
    static List<String> command() {
        return Made.COMMAND;
    }

    private static List<String> make() {
        try {
            Files.createDirectories(FOLDER);
            var entries = Stream.of(
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                    .split(File.pathSeparator))
                    .map(Path::of)
                    .toList();
            var classes = entries.stream()
                    .filter(holds("dev/roundtrip/Roundtrip.class"))
                    .findFirst()
                    .orElseThrow();
            var jar = FOLDER.resolve("roundtrip.jar").toAbsolutePath();
            var classPath = Stream.concat(Stream.of(jar), entries.stream().filter(Files::isRegularFile))
                    .map(Path::toString)
                    .toList();
            var cache = FOLDER.resolve("roundtrip.aot");
            var made = FOLDER.resolve("of");
            var of = String.join("\n", classPath) + "\n" + newest(classes) + "\n" + Runtime.version();
            if (!Files.exists(cache)
                    || !Files.exists(made)
                    || !Files.readString(made).equals(of)) {
                Files.deleteIfExists(made);
                pack(classes, jar);
                train(command(classPath, "-XX:AOTCacheOutput=" + cache));
                Files.writeString(made, of);
            }
            return command(classPath, "-XX:AOTCache=" + cache);
        } catch (IOException e) {
            throw new UncheckedIOException("the program cannot be packed", e);
        }
    }

    private static Predicate<Path> holds(String file) {
        return entry -> Files.isDirectory(entry) && Files.exists(entry.resolve(file));
    }

    private static List<String> command(List<String> classPath, String cache) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.add(cache);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), MAIN));
        return List.copyOf(command);
    }

    /** The time of the newest file, and how many there are. */
    private static String newest(Path classes) throws IOException {
        try (var files = Files.walk(classes)) {
            var times = files.filter(Files::isRegularFile)
                    .map(file -> file.toFile().lastModified())
                    .sorted()
                    .toList();
            return times.getLast() + " " + times.size();
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (var files = Files.walk(classes);
                var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.setLevel(1);
            for (var file : files.sorted().toList()) {
                var name = classes.relativize(file).toString().replace(File.separatorChar, '/');
                if (Files.isDirectory(file)) {
                    if (!name.isEmpty()) { // folders have to be there to be searched for components
                        zip.putNextEntry(new ZipEntry(name + "/"));
                    }
                } else {
                    zip.putNextEntry(new ZipEntry(name));
                    Files.copy(file, zip);
                }
            }
        }
    }

    /** The demo walks through every room once, as in {@code ./run}. */
    private static void train(List<String> command) throws IOException {
        var log = FOLDER.resolve("train.log");
        var demo = new ArrayList<>(command);
        demo.addAll(List.of("demo", "--once", "--port", "0"));
        var process = new ProcessBuilder(demo)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("the demo did not end well:\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
