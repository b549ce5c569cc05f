package dev.roundtrip.store;

/** What the two databases must say differently, and why. Everything else is one statement for both. */
public enum Dialect {
    SQLITE {
        @Override
        public String folded(String expression) {
            return "fold(" + expression + ")";
        }

        @Override
        public String number(String expression) {
            return expression + " collate number";
        }

        @Override
        public String byCodePoint(String expression) {
            return expression;
        }

        @Override
        public String skipLocked() {
            return "";
        }

        @Override
        public String whenSettled() {
            return "";
        }
    },
    POSTGRES {
        @Override
        public String folded(String expression) {
            return "lower(" + expression + " collate \"und-x-icu\")";
        }

        @Override
        public String number(String expression) {
            return "cast(" + expression + " as numeric)";
        }

        @Override
        public String byCodePoint(String expression) {
            return expression + " collate \"C\"";
        }

        @Override
        public String skipLocked() {
            return "for update skip locked";
        }

        @Override
        public String whenSettled() {
            return "for update";
        }
    };

    /**
     * An expression in lower case, umlauts too, as Java has it.
     *
     * <p>SQLite's own {@code lower} knows ASCII only, so every connection brings a function of ours, {@code fold}. PostgreSQL's goes by
     * the locale of its database, which may be C and know no more; ICU's root locale is there in every one that was built as usual.
     */
    public abstract String folded(String expression);

    /** A text in which every sign stands for itself, between a {@code like} and its {@code escape '!'}. */
    public static String literally(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    /**
     * A text that holds a decimal number, to be compared as one, whatever its length: a double ends after 15 digits. SQLite has no such
     * numbers, so every connection brings an order of ours, {@code number}.
     */
    public abstract String number(String expression);

    /** A text that sorts by its characters' numbers, as SQLite does; PostgreSQL would sort as the locale of its database. */
    public abstract String byCodePoint(String expression);

    /** Ends a claiming select: nodes that share PostgreSQL step around each other's rows; SQLite has one writer. */
    public abstract String skipLocked();

    /** Ends a select whose rows another writer may be about to change: it waits for that one and looks again; SQLite has one writer. */
    public abstract String whenSettled();
}
