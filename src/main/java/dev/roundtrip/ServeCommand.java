package dev.roundtrip;

import dev.roundtrip.cli.ServerOptions;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A server that runs until it is stopped. */
@Command(
        name = "serve",
        description = "Runs the server; this is what happens without a command.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var desk = RunningDesk.start(options.settings());
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            desk.close();
            stopped.countDown();
        }));
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("Roundtrip " + Version.text() + ": " + desk.url() + "  (Ctrl-C stops it)");
        desk.invitation().ifPresent(out::println);
        out.flush();
        stopped.await();
        return 0;
    }
}
