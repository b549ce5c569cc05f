package dev.roundtrip.watch;

import dev.roundtrip.callout.CertificateEnd;
import java.time.Instant;
import java.util.List;

/** Something about the desk that its administrators should know. */
public sealed interface Worry {
    /** Two of one key are the same worry, however its facts have changed. */
    String key();

    /** The page that helps, as a path of the desk; empty where none does. */
    String page();

    /**
     * The store may soon keep nothing more.
     *
     * @param place the file or folder that needs the space, for the operator
     * @param free bytes, as {@code total}
     */
    record FullDisk(String node, String place, long free, long total) implements Worry {
        static final String PREFIX = "disk/";

        @Override
        public String key() {
            return PREFIX + node;
        }

        @Override
        public String page() {
            return "";
        }
    }

    /**
     * Nothing goes out, though it should.
     *
     * @param since when that was due which has been due for longest
     * @param callouts how many of them have something that is due
     */
    record Stalled(Instant since, int callouts) implements Worry {
        static final String KEY = "stalled";

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public String page() {
            return "/deliveries?state=waiting";
        }
    }

    /**
     * A certificate ends.
     *
     * @param name host, or subject
     * @param callouts that rest on it; at least one
     */
    record Expiring(CertificateEnd.Whose whose, String name, Instant notAfter, List<Resting> callouts)
            implements Worry {
        static final String PREFIX = "certificate/";

        /** A callout, by id and name. */
        public record Resting(long id, String name) {
            public String page() {
                return "/callouts/" + id;
            }
        }

        public Expiring {
            callouts = List.copyOf(callouts);
        }

        @Override
        public String key() {
            return PREFIX + whose + "/" + name + "/" + notAfter;
        }

        @Override
        public String page() {
            return callouts.getFirst().page();
        }
    }

    /** Soon no further rule can be switched on. */
    record ManyRules(long active, int most) implements Worry {
        static final String KEY = "rules";

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public String page() {
            return "/rules/audit";
        }
    }
}
