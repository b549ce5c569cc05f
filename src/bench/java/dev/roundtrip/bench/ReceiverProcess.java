package dev.roundtrip.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The far end, seen from the bench. */
final class ReceiverProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter commands;
    private final int port;

    /** What it got: how many callouts, and how long one was on average. */
    record Receipts(int count, double meanBytes) {}

    ReceiverProcess() throws IOException {
        process = Java.command(Receiver.class, "-Xmx1g")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        port = Integer.parseInt(answers.readLine());
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    long pid() {
        return process.pid();
    }

    void clear() throws IOException {
        said("clear");
    }

    Receipts save(Path file) throws IOException {
        var counts = said("save " + file).split(" ", -1);
        int count = Integer.parseInt(counts[0]);
        return new Receipts(count, count == 0 ? 0 : Double.parseDouble(counts[1]) / count);
    }

    private String said(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        var answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the receiver has ended");
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
