package dev.roundtrip.store;

/** What the two databases must say differently, and why. Everything else is one statement for both. */
public enum Dialect {
    SQLITE {
        @Override
        public String folded(String expression) {
            return "fold(" + expression + ")";
        }

        @Override
        public String byCodePoint(String expression) {
            return expression;
        }

        @Override
        public String skipLocked() {
            return "";
        }
    },
    POSTGRES {
        @Override
        public String folded(String expression) {
            return "lower(" + expression + ")";
        }

        @Override
        public String byCodePoint(String expression) {
            return expression + " collate \"C\"";
        }

        @Override
        public String skipLocked() {
            return "for update skip locked";
        }
    };

    /**
     * An expression in lower case, umlauts too.
     *
     * <p>SQLite's own {@code lower} knows ASCII only, so every connection brings a function of ours, {@code fold}.
     */
    public abstract String folded(String expression);

    /** A text that sorts by its characters' numbers, as SQLite does; PostgreSQL would sort as the locale of its database. */
    public abstract String byCodePoint(String expression);

    /** Ends a claiming select: nodes that share PostgreSQL step around each other's rows; SQLite has one writer. */
    public abstract String skipLocked();
}
