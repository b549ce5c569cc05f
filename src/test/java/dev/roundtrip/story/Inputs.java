package dev.roundtrip.story;

import dev.roundtrip.testing.FakeEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files that the stories begin with: setup files and what clients send. */
final class Inputs {
    /** Where the setup files have their receiver. */
    private static final String RECEIVER = "127.0.0.1:9099";

    private Inputs() {}

    static String text(String name) {
        try (var in = Inputs.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no input " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A setup file, its callouts going to this receiver. */
    static String setup(String name, FakeEndpoint receiver) {
        return text(name).replace(RECEIVER, "127.0.0.1:" + receiver.port());
    }
}
