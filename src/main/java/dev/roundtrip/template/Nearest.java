package dev.roundtrip.template;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what somebody most likely meant by a misspelt word. */
public final class Nearest {
    private static final int LONGEST = 100;

    private Nearest() {}

    /**
     * The known word with the fewest typing mistakes (a letter too many, missing, wrong, or two swapped; case does not count), or
     * null when none is near: about a third of the letters may be wrong. Of equally near ones the first known.
     */
    public static @Nullable String to(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return null;
        }
        String wanted = word.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, wanted.length() / 3);
        String nearest = null;
        for (String candidate : known) {
            String offered = candidate.toLowerCase(Locale.ROOT);
            if (Math.abs(offered.length() - wanted.length()) > limit) {
                continue;
            }
            int mistakes = mistakes(wanted, offered);
            if (mistakes < limit || (mistakes == limit && nearest == null)) {
                nearest = candidate;
                limit = mistakes;
            }
        }
        return nearest;
    }

    /** Optimal string alignment: insert, delete, replace, swap neighbours. */
    private static int mistakes(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + wrong);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
