package dev.roundtrip.callout;

import dev.roundtrip.delivery.DeliveryId;
import dev.roundtrip.delivery.DeliveryQueue;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.field.UserField;
import dev.roundtrip.outbound.OutboundClient;
import dev.roundtrip.outbound.OutboundProxy;
import dev.roundtrip.outbound.TlsProfile;
import dev.roundtrip.people.People;
import dev.roundtrip.store.Revision;
import dev.roundtrip.store.SealedRows;
import dev.roundtrip.store.Store;
import dev.roundtrip.store.Vault;
import dev.roundtrip.template.RenderFailed;
import dev.roundtrip.template.Template;
import dev.roundtrip.template.TemplateKind;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.UserFields;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where you go for extension callouts: kept, looked up, and fired. */
public final class Callouts {
    private static final Duration LOOK_UP = Duration.ofSeconds(2);

    private final Store store;
    private final Clock clock;
    private final Desk desk;
    private final UserFields userFields;
    private final OutboundClient client;
    private final DeliveryQueue queue;
    private final DeliveryId ids;
    private final CalloutTable table;
    private final RequestWriter writer;
    private final Revision.Cached<TicketNames> names;
    private final Revision.Cached<Book> book;

    /** What the courier needs at each attempt, made once for all of them. */
    record Equipped(
            Callout callout,
            Secrets secrets,
            Masking masking,
            @Nullable TlsProfile made) {
        static Equipped of(Callout callout, Secrets secrets, Optional<OutboundProxy.Login> proxy) {
            TlsProfile made = null;
            try {
                made = callout.tls(secrets);
            } catch (TlsProfile.Fault e) {
                // Its key does not open any more. Each attempt will say so.
            }
            return new Equipped(callout, secrets, Masking.of(callout, secrets, List.of(), proxy), made);
        }

        /** @throws TlsProfile.Fault saying why there is none */
        TlsProfile tls() {
            return made == null ? callout.tls(secrets) : made;
        }
    }

    /**
     * All there are.
     *
     * @param inOrder by name
     * @param byKey by the name as it is found
     */
    private record Book(Map<Long, Known> byId, List<Callout> inOrder, Map<String, Callout> byKey) {
        static Book of(Map<Long, Known> byId) {
            var inOrder = byId.values().stream()
                    .map(Known::callout)
                    .sorted(Comparator.comparing(Callout::key))
                    .toList();
            var byKey = new HashMap<String, Callout>();
            inOrder.forEach(callout -> byKey.put(callout.key(), callout));
            return new Book(Map.copyOf(byId), inOrder, byKey);
        }
    }

    /** A callout ready for work. Templates are null where they no longer fit the desk: a field is gone that they name. */
    private record Known(
            Equipped equipped,
            Map<String, Instant> secretsSince,
            @Nullable CalloutTemplates templates,
            @Nullable String broken) {
        Callout callout() {
            return equipped.callout();
        }
    }

    public Callouts(
            Store store,
            Clock clock,
            Vault vault,
            Desk desk,
            Directory directory,
            People people,
            Picklists picklists,
            UserFields userFields,
            OutboundClient client,
            DeliveryQueue queue) {
        this.store = store;
        this.clock = clock;
        this.desk = desk;
        this.userFields = userFields;
        this.client = client;
        this.queue = queue;
        this.ids = new DeliveryId(clock);
        this.table = new CalloutTable(store, vault);
        this.writer = new RequestWriter(clock, desk, picklists);
        this.names = store.revision().cached(() -> TicketNames.of(userFields, picklists, directory, people));
        this.book = store.revision().cached(this::load);
    }

    /**
     * Opens every secret there is, before a desk starts: with another key it could keep no promise.
     *
     * @throws dev.roundtrip.store.StoreRefused naming the first that does not open
     */
    public void tryTheKey() {
        table.all().forEach(table::open);
    }

    /** Their secrets, to whoever seals them anew. */
    public SealedRows sealed() {
        return table;
    }

    /** By name. */
    public List<Callout> all() {
        return book.get().inOrder();
    }

    /** Those of a page, by name. */
    public record Page(List<Callout> callouts, @Nullable String next) {}

    /**
     * @param text somewhere in name or address, without case; blank asks for nothing
     * @param active whether they are; null asks for nothing
     * @param after where the page before ended; null for the first
     */
    public Page page(String text, @Nullable Boolean active, @Nullable String after, int limit) {
        var wanted = text.strip().toLowerCase(Locale.ROOT);
        var found = all().stream()
                .filter(callout -> active == null || callout.active() == active)
                .filter(callout -> callout.key().contains(wanted)
                        || callout.url().toLowerCase(Locale.ROOT).contains(wanted))
                .filter(callout -> after == null || callout.key().compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        return found.size() > limit
                ? new Page(found.subList(0, limit), found.get(limit - 1).key())
                : new Page(found, null);
    }

    public Optional<Callout> withId(long id) {
        return known(id).map(Known::callout);
    }

    /** Names are found without case. */
    public Optional<Callout> named(String name) {
        return Optional.ofNullable(book.get().byKey().get(Callout.keyOf(name)));
    }

    /** The lane of the callout that is named so, or has that id; by its id also of one that is gone. */
    public Optional<String> laneOf(String nameOrId) {
        return named(nameOrId)
                .map(Callout::lane)
                .or(() -> Optional.of(nameOrId)
                        .filter(id -> id.matches("[0-9]{1,18}"))
                        .map(id -> Callout.laneOf(Long.parseLong(id))));
    }

    Optional<Equipped> equipped(long id) {
        return known(id).map(Known::equipped);
    }

    private Secrets secretsOf(long id) {
        return equipped(id).map(Equipped::secrets).orElse(Secrets.none());
    }

    /** When each of its secrets was set, as far as that is known, by the names that {@link Secrets} has for them. */
    public Map<String, Instant> secretsSince(long id) {
        return known(id).map(Known::secretsSince).orElse(Map.of());
    }

    /** Whether any of the secrets given is another than the one kept, without telling either. */
    public boolean secretsDiffer(long id, Secrets given) {
        var kept = secretsOf(id).byName();
        return given.byName().entrySet().stream().anyMatch(e -> !e.getValue().equals(kept.get(e.getKey())));
    }

    /**
     * Checks everything that can be known before it is kept: templates, address, headers, field, secrets.
     *
     * @param given secrets that come with it; others are kept as they are
     * @return what a person should know, though it can be kept
     * @throws CalloutRefused with all that is wrong
     */
    public List<CalloutRefused.Problem> check(Callout callout, Secrets given) {
        return new CalloutCheck(callout, secretsOf(callout.id()).and(given))
                .run(names.get(), userFields, named(callout.name()), client::saveCheck, clock.instant());
    }

    /**
     * Looks up the names that callouts point at, and tells for each which of its settings leads to an address that is shut now. It asks
     * the network, so not within a write; for two seconds at most, for nobody waits longer to be warned.
     */
    public List<List<CalloutRefused.Problem>> shutNames(List<Callout> callouts) {
        var called = callouts.stream().map(CalloutCheck::called).toList();
        var objections = client.objections(
                called.stream().flatMap(one -> one.values().stream()).toList(), LOOK_UP);
        return called.stream()
                .map(one -> one.entrySet().stream()
                        .filter(entry -> objections.containsKey(entry.getValue()))
                        .map(entry -> new CalloutRefused.Problem(
                                entry.getKey(), 0, 0, String.valueOf(objections.get(entry.getValue()))))
                        .toList())
                .toList();
    }

    /**
     * Adds a callout ({@code id} 0) or changes the one of that id, and returns it as kept. Secrets that are not given stay.
     *
     * @throws CalloutRefused with all that is wrong
     */
    public Callout keep(Callout callout, Secrets given) {
        return store.write(() -> {
            check(callout, given);
            var before = callout.id() == 0 ? Optional.<Callout>empty() : withId(callout.id());
            var secrets = new HashMap<String, String>();
            var since = new HashMap<String, Instant>();
            if (before.isPresent()) {
                secrets.putAll(secretsOf(callout.id()).byName());
                since.putAll(secretsSince(callout.id()));
            }
            given.byName().forEach((name, secret) -> {
                if (!secret.equals(secrets.put(name, secret))) {
                    since.put(name, clock.instant());
                }
            });
            secrets.keySet().retainAll(Secrets.namesFor(callout));
            since.keySet().retainAll(secrets.keySet());
            long id = before.isPresent() ? callout.id() : table.insert(callout);
            var kept = callout.withId(id);
            table.update(kept);
            table.keepSecrets(id, Secrets.of(secrets), since);
            store.revision().bump();
            if (before.isPresent() && before.get().active() != kept.active()) {
                if (kept.active()) {
                    queue.release(kept.lane());
                } else {
                    queue.hold(kept.lane());
                }
            }
            return kept;
        });
    }

    /** Switches it off, also one that could not be kept as it is, since something that it names has gone. What waits is held. */
    public Callout deactivate(Callout callout) {
        return store.write(() -> {
            var off = callout.switched(false);
            table.update(off);
            store.revision().bump();
            queue.hold(off.lane());
            return off;
        });
    }

    /**
     * The same callout under another name, inactive, with secrets of its own that are the same.
     *
     * @throws CalloutRefused when the name is another callout's, or something that the callout names has gone
     */
    public Callout copy(Callout callout, String name) {
        return store.write(() -> keep(callout.as(0, name, false), secretsOf(callout.id())));
    }

    /** Its secrets go with it. What it has sent stays in the log; what has not gone out yet is cancelled. */
    public void delete(Callout callout) {
        store.write(() -> {
            table.delete(callout.id());
            store.revision().bump();
            queue.cancelAll(callout.lane(), "callout \"%s\" was deleted".formatted(callout.name()));
            return null;
        });
    }

    /**
     * Judges the signature of a request that came in, with the secrets of the callout that it is said to come from. Nobody learns a
     * secret by it: only whether one fits.
     *
     * @param lane of the delivery that the request names
     */
    public Signature.Verdict judge(String lane, Signature.Claim claim) {
        var equipped = book.get().byId().values().stream()
                .map(Known::equipped)
                .filter(one -> one.callout().lane().equals(lane))
                .findFirst()
                .orElse(null);
        if (equipped == null) {
            return new Signature.Verdict.Unknown("its callout no longer exists");
        }
        if (equipped.callout().signatures() == 0) {
            return new Signature.Verdict.Unknown("callout \"%s\" has no signing secret"
                    .formatted(equipped.callout().name()));
        }
        try {
            return claim.judge(SigningSecret.of(equipped.callout(), equipped.secrets()), clock.instant());
        } catch (IllegalArgumentException e) { // one that does not open any more
            return new Signature.Verdict.Unknown(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Fires a callout, within the transaction of the change: writes the request as it is to be sent and promises its delivery.
     *
     * @param change with the ticket as the rule left it
     */
    public Fired fire(long calloutId, TicketChange change, Turn turn) {
        var known = known(calloutId).orElse(null);
        var reason = reasonNotTo(known, change);
        if (known == null || reason != null) {
            return new Fired.Skipped(String.valueOf(reason));
        }
        var id = ids.next();
        queue.enqueue(written(known, change, id).promise(id, known.callout(), change.after(), turn));
        return new Fired.Promised(id);
    }

    /** What {@link #fire} would come to. Nothing is promised, and nothing of it is kept. */
    public Foreseen foreseen(long calloutId, TicketChange change) {
        var known = known(calloutId).orElse(null);
        var reason = reasonNotTo(known, change);
        if (known == null || reason != null) {
            return new Foreseen.Skipped(String.valueOf(reason));
        }
        var written = written(known, change, ids.next());
        return new Foreseen.Sent(PromisedRequest.of(written.request()), written.givenUp());
    }

    /**
     * What a callout that is not kept yet would send about a ticket, whether it is active or not.
     *
     * @throws CalloutRefused with all that is wrong with its templates
     */
    public Foreseen foreseen(Callout draft, TicketChange change) {
        var trial = trial(draft, Secrets.none(), change);
        return trial.skipped() == null
                ? new Foreseen.Sent(
                        PromisedRequest.of(trial.written().request()),
                        trial.written().givenUp())
                : new Foreseen.Skipped(trial.skipped());
    }

    /**
     * A callout as it would be, equipped to go out once.
     *
     * @param skipped why it would not go out for that ticket; null when it would
     */
    record Trial(
            Equipped equipped,
            String id,
            Written written,
            @Nullable String skipped) {}

    /** @param given secrets that come with it; others are those that are kept */
    Trial trial(Callout draft, Secrets given, TicketChange change) {
        var equipped = Equipped.of(draft, secretsOf(draft.id()).and(given), client.proxyLogin());
        var known = new Known(equipped, Map.of(), CalloutTemplates.parse(draft, names.get()), null);
        var id = ids.next();
        return new Trial(equipped, id, written(known, change, id), lacksValue(draft, change));
    }

    private @Nullable String reasonNotTo(@Nullable Known known, TicketChange change) {
        if (known == null) {
            return "the callout no longer exists";
        }
        return known.callout().active() ? lacksValue(known.callout(), change) : "the callout is inactive";
    }

    private @Nullable String lacksValue(Callout callout, TicketChange change) {
        if (callout.field() != null && FieldValues.isNoValue(change.after().userValue(callout.field()))) {
            var name = userFields.withId(callout.field()).map(UserField::name).orElse("its field");
            return "the ticket holds no value in " + name;
        }
        return null;
    }

    /**
     * Renders a rule's text about a change: plain, and without the secrets and the delivery that only a callout has.
     *
     * @throws TemplateRefused with every mistake of the template
     * @throws RenderFailed when it becomes too long
     */
    public String text(String template, TicketChange change) {
        return parsed(template)
                .render(
                        names.get().values(change, Map.of()),
                        clock.instant(),
                        desk.settings().zone())
                .fill(secret -> null);
    }

    /** @throws TemplateRefused with every mistake of a rule's text */
    public void checkText(String template) {
        parsed(template);
    }

    private Template parsed(String template) {
        return Template.parse(template, TemplateKind.PLAIN, names.get().ofRule());
    }

    private Written written(Known known, TicketChange change, String deliveryId) {
        if (known.templates() == null) {
            return Written.impossible(known.callout(), String.valueOf(known.broken()));
        }
        var callout = known.callout();
        var field = callout.field() == null
                ? null
                : userFields.withId(callout.field()).orElse(null);
        var values = names.get().values(change, Map.of("delivery.id", deliveryId));
        try {
            return writer.write(callout, known.templates(), field, change, values);
        } catch (RenderFailed e) {
            return Written.impossible(callout, String.valueOf(e.getMessage()));
        }
    }

    private Optional<Known> known(long id) {
        return Optional.ofNullable(book.get().byId().get(id));
    }

    private Book load() {
        var known = new HashMap<Long, Known>();
        for (var row : table.all()) {
            CalloutTemplates templates = null;
            String broken = null;
            try {
                templates = CalloutTemplates.parse(row.callout(), names.get());
            } catch (CalloutRefused e) {
                broken = "the callout no longer fits the desk: " + e.getMessage();
            }
            // One that was altered in the store is its callout's trouble: the attempts that need it fail and say so.
            var secrets = table.openable(row);
            var equipped = Equipped.of(row.callout(), secrets, client.proxyLogin());
            known.put(row.callout().id(), new Known(equipped, row.since(), templates, broken));
        }
        return Book.of(known);
    }
}
