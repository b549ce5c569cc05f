package dev.roundtrip.ticket;

import static dev.roundtrip.ticket.DeskWithTickets.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Noon on a Wednesday; within half an hour somebody is to respond to what is critical, to all else within four. */
@OnBothDatabases
class ServiceLevelsTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Targets CRITICAL = new Targets(Duration.ofMinutes(30), null, Duration.ofHours(4));
    private static final Targets OTHER = new Targets(Duration.ofHours(4), null, Duration.ofDays(2));

    private final Store store;
    private final DeskWithTickets desk;
    private final ServiceLevels levels;

    ServiceLevelsTest(TestDatabase database) {
        store = STORES.on(database);
        desk = new DeskWithTickets(store);
        levels = new ServiceLevels(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void none() {
        store.write(() -> {
            store.jdbc().sql("delete from service_level").update();
            store.revision().bump();
            return null;
        });
    }

    private static ServiceLevel level(String name, boolean active, boolean byDefault) {
        return level(0, name, active, byDefault);
    }

    private static ServiceLevel level(long id, String name, boolean active, boolean byDefault) {
        return new ServiceLevel(
                id,
                name,
                active,
                byDefault,
                ServiceLevel.Hours.ALWAYS,
                Map.of(4L, CRITICAL),
                OTHER,
                StatusMeanings.USUAL);
    }

    private long kept(ServiceLevel level) {
        levels.keep(level);
        return levels.named(level.name()).orElseThrow().id();
    }

    private Ticket critical() {
        return desk.create(TicketEdit.with().set(TicketField.PRIORITY, 4));
    }

    private void pass(int minutes) {
        desk.clock.pass(Duration.ofMinutes(minutes));
    }

    private static Instant minute(int afterNoon) {
        return NOON.plus(Duration.ofMinutes(afterNoon));
    }

    private static @Nullable Object responseDue(Ticket ticket) {
        return ticket.value(TicketField.FIRST_RESPONSE_DUE_DATE_TIME);
    }

    private static @Nullable Object resolvedDue(Ticket ticket) {
        return ticket.value(TicketField.RESOLVED_DUE_DATE_TIME);
    }

    @Test
    void isRenamedByItsIdToANameOfItsOwn() {
        var id = kept(level("Gold", true, false));
        kept(level("Silver", true, true));

        levels.keep(level(id, "Platinum", true, true));

        assertThat(levels.all())
                .extracting(level -> level.name() + " " + level.byDefault())
                .containsExactly("Platinum true", "Silver false");
        assertThat(levels.withId(id).orElseThrow().name()).isEqualTo("Platinum");
        assertThatThrownBy(() -> levels.keep(level(id, "SILVER", true, false)))
                .hasMessage("there is a service level \"Silver\" already; choose another name");
    }

    @Test
    void areGivenBackAsTheyWereKept() {
        var gold = new ServiceLevel(
                0,
                "Gold ä'\"",
                false,
                false,
                ServiceLevel.Hours.BUSINESS_HOURS,
                Map.of(4L, new Targets(Duration.ofMinutes(1), Duration.ofSeconds(90), null), 1L, Targets.NONE),
                null,
                new StatusMeanings(Set.of(), Set.of(7L, 12L), Set.of(8L)));
        var id = kept(gold);

        assertThat(new ServiceLevels(store).all())
                .containsExactly(new ServiceLevel(
                        id, gold.name(), false, false, gold.hours(), gold.targets(), null, gold.statuses()));
        assertThat(kept(level("GOLD Ä'\"", true, false)))
                .as("the same, by its name")
                .isEqualTo(id);
        assertThat(levels.named("gold ä'\"").orElseThrow().targets(2)).isEqualTo(OTHER);
    }

    @Test
    void oneIsTheDefault() {
        kept(level("First", true, true));
        kept(level("Second", true, true));

        assertThat(levels.byDefault()).map(ServiceLevel::name).contains("Second");
        assertThat(levels.named("first").orElseThrow().byDefault()).isFalse();
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> level(" ", true, false))
                .hasMessage("service level \"\": 1 to 100 characters on one line");
        assertThatThrownBy(() -> level("a\nb", true, false)).hasMessageEndingWith("on one line");
        assertThatThrownBy(() -> level("x".repeat(101), true, false)).hasMessageEndingWith("on one line");
        assertThatThrownBy(() -> level("Standard", false, true))
                .hasMessage("service level \"Standard\": what new tickets get has to be active");
        assertThatThrownBy(() -> new ServiceLevel(
                        0, "A", true, false, ServiceLevel.Hours.ALWAYS, Map.of(), null, StatusMeanings.USUAL))
                .hasMessage("service level \"A\" promises nothing; name targets of a priority, or of other");
    }

    @Test
    void aTicketWithoutOneHasNoDueDatesOfIt() {
        kept(level("Standard", true, false));
        var ticket = critical();
        var done = desk.edit(ticket, TicketField.STATUS, 5);

        assertThat(done.fields()).doesNotContainKeys(Standing.FIELDS.toArray(TicketField[]::new));
        assertThat(desk.history(ticket, 2)).containsExactly("status: 1 -> 5");
    }

    @Test
    void aNewTicketGetsTheDefaultUnlessItNamesOne() {
        var standard = kept(level("Standard", true, true));
        var gold = kept(level("Gold", true, false));

        var ticket = critical();
        var named = desk.create(TicketEdit.with().set(TicketField.SERVICE_LEVEL_AGREEMENT_ID, gold));

        assertThat(ticket.number(TicketField.SERVICE_LEVEL_AGREEMENT_ID)).isEqualTo(standard);
        assertThat(responseDue(ticket)).isEqualTo(minute(30));
        assertThat(resolvedDue(ticket)).isEqualTo(minute(240));
        assertThat(ticket.fields()).doesNotContainKey(TicketField.RESOLUTION_PLAN_DUE_DATE_TIME);
        assertThat(desk.stored(ticket)).isEqualTo(ticket);
        assertThat(named.number(TicketField.SERVICE_LEVEL_AGREEMENT_ID)).isEqualTo(gold);
        assertThat(responseDue(named)).isEqualTo(minute(240));
    }

    @Test
    void aLevelIsOneOfAList() {
        var standard = kept(level("Standard", true, true));
        var ticket = critical();
        kept(level("Standard", false, false));

        assertThat(refused(() -> desk.edit(ticket, TicketField.SERVICE_LEVEL_AGREEMENT_ID, 4711)))
                .containsExactly("serviceLevelAgreementID: 4711 is not in the list; use nothing: the list is empty");
        assertThat(refused(() -> desk.create(TicketEdit.with().set(TicketField.SERVICE_LEVEL_AGREEMENT_ID, standard))))
                .singleElement()
                .asString()
                .startsWith("serviceLevelAgreementID: " + standard + " (Standard) is inactive");
        assertThat(desk.edit(ticket, TicketField.STATUS, 8).time(TicketField.FIRST_RESPONSE_DATE_TIME))
                .as("who has it keeps it")
                .isEqualTo(NOON);
    }

    @Test
    void whatFollowsFromAStatusIsOfTheSameChangeAndInItsHistory() {
        kept(level("Standard", true, true));
        var ticket = critical();
        pass(10);
        desk.heard.clear();

        var answered = desk.edit(ticket, TicketField.STATUS, 8);
        pass(5);
        var waiting = desk.edit(ticket, TicketField.STATUS, 7);
        pass(60);
        var done = desk.edit(ticket, TicketField.STATUS, 5);

        assertThat(answered.version()).isEqualTo(2);
        assertThat(desk.history(ticket, 2))
                .containsExactly("firstResponseDateTime: null -> 2026-11-25T12:10:00.000Z", "status: 1 -> 8");
        assertThat(waiting.value(TicketField.SERVICE_LEVEL_AGREEMENT_PAUSED_NEXT_EVENT_HOURS))
                .isEqualTo(3.75);
        assertThat(done.time(TicketField.RESOLVED_DATE_TIME)).isEqualTo(minute(75));
        assertThat(resolvedDue(done)).as("moved on by the hour that it waited").isEqualTo(minute(300));
        assertThat(done.value(TicketField.SERVICE_LEVEL_AGREEMENT_HAS_BEEN_MET)).isEqualTo(true);
        assertThat(done.value(TicketField.SERVICE_LEVEL_AGREEMENT_PAUSED_NEXT_EVENT_HOURS))
                .isNull();
        assertThat(desk.stored(ticket)).isEqualTo(done);
        assertThat(desk.heard).as("one change each").hasSize(3);
    }

    @Test
    void openedAgainItIsNotResolved() {
        kept(level("Standard", true, true));
        var ticket = critical();
        pass(40);
        desk.edit(ticket, TicketField.STATUS, 5);
        pass(100);

        var open = desk.edit(ticket, TicketField.STATUS, 1);

        assertThat(open.fields())
                .doesNotContainKeys(TicketField.RESOLVED_DATE_TIME, TicketField.SERVICE_LEVEL_AGREEMENT_HAS_BEEN_MET);
        assertThat(resolvedDue(open)).isEqualTo(minute(340));
        assertThat(open.time(TicketField.FIRST_RESPONSE_DATE_TIME))
                .as("that was done")
                .isEqualTo(minute(40));
    }

    @Test
    void anotherPriorityOrLevelCountsFromTheCreationAndLeavesOutWhatItWaited() {
        kept(level("Standard", true, false));
        var ticket = critical();
        pass(20);
        desk.edit(ticket, TicketField.STATUS, 7);
        pass(60);
        desk.edit(ticket, TicketField.STATUS, 1);
        pass(20);
        var standard = levels.named("Standard").orElseThrow().id();

        var late = desk.edit(ticket, TicketField.SERVICE_LEVEL_AGREEMENT_ID, standard);
        var other = desk.edit(ticket, TicketField.PRIORITY, 2);
        var without = desk.edit(ticket, TicketField.SERVICE_LEVEL_AGREEMENT_ID, null);

        assertThat(responseDue(late)).as("though it got its level after that").isEqualTo(minute(90));
        assertThat(responseDue(other)).isEqualTo(minute(300));
        assertThat(without.fields()).doesNotContainKeys(Standing.FIELDS.toArray(TicketField[]::new));
    }

    /** As a rule does that sets the status of a new ticket in the same transaction. */
    @Test
    void severalChangesOfOneWriteAreFollowed() {
        kept(level("Standard", true, true));

        var ticket = store.write(() -> {
            var made = critical();
            pass(10);
            desk.edit(made, TicketField.STATUS, 7);
            pass(10);
            desk.edit(made, TicketField.STATUS, 1);
            return made;
        });

        assertThat(responseDue(desk.stored(ticket))).isEqualTo(minute(40));
    }

    /** It is told in the log, and blocks no ticket. */
    @Test
    void aRowThatCannotBeReadIsLeftOut() {
        var broken = kept(level("Broken", true, true));
        var ticket = critical();
        store.write(() -> {
            store.jdbc().sql("update service_level set settings = '{}'").update();
            store.revision().bump();
            return null;
        });
        kept(level("Standard", true, true));

        var edited = desk.edit(ticket, TicketField.STATUS, 8);

        assertThat(edited.number(TicketField.SERVICE_LEVEL_AGREEMENT_ID)).isEqualTo(broken);
        assertThat(responseDue(edited)).as("it keeps what it has").isEqualTo(minute(30));
        assertThat(levels.all()).extracting(ServiceLevel::name).containsExactly("Standard");
        assertThat(responseDue(critical())).isEqualTo(minute(30));
    }
}
