package dev.roundtrip.bench;

/** Who is measured. Each runs in a process of its own. */
enum Contender {
    BARE("bare HTTP client, nothing kept", false),
    SQLITE("Roundtrip, SQLite", false),
    POSTGRES("Roundtrip, PostgreSQL", true),
    DB_SCHEDULER("db-scheduler, PostgreSQL", true),
    JOBRUNR("JobRunr, PostgreSQL", true),
    OUTBOX("transaction-outbox, PostgreSQL", true);

    private final String title;
    private final boolean onPostgres;

    Contender(String title, boolean onPostgres) {
        this.title = title;
        this.onPostgres = onPostgres;
    }

    String title() {
        return title;
    }

    boolean onPostgres() {
        return onPostgres;
    }

    /** Whether it is the engine of this house. */
    boolean isOurs() {
        return this == SQLITE || this == POSTGRES;
    }

    /** Ready for work, with nothing in its database but what the job asks for. */
    Engine start(Job job) throws Exception {
        return switch (this) {
            case BARE -> new BareClient(job);
            case SQLITE, POSTGRES -> RoundtripEngine.start(job);
            case DB_SCHEDULER -> new DbSchedulerEngine(job);
            case JOBRUNR -> new JobRunrEngine(job);
            case OUTBOX -> new OutboxEngine(job);
        };
    }
}
