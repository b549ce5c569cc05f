package dev.roundtrip;

/** Starts the process: reads the command, and gives the floor to it. */
public final class Roundtrip {
    private Roundtrip() {}

    public static void main(String[] args) {
        System.exit(args.length);
    }
}
