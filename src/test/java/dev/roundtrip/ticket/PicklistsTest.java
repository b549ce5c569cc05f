package dev.roundtrip.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class PicklistsTest {
    private static final SharedStores STORES = new SharedStores();

    private final Store store;
    private final Picklists picklists;

    PicklistsTest(TestDatabase database) {
        store = STORES.on(database);
        picklists = new Picklists(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @AfterEach
    void asInAFreshDesk() {
        store.write(() -> {
            store.jdbc().sql("delete from picklist_value where number > 90").update();
            store.jdbc().sql("update picklist_value set active = true").update();
            store.revision().bump();
            return null;
        });
    }

    private List<String> labels(PicklistName list) {
        return picklists.values(list).stream()
                .map(value -> value.number() + " " + value.label())
                .toList();
    }

    private void switchOff(PicklistName list, long number) {
        var value = picklists.value(list, number).orElseThrow();
        picklists.keep(
                list,
                new PicklistValue(number, value.label(), value.order(), false, value.system(), value.isDefault()));
    }

    @Test
    void aFreshDeskHasTheUsualValues() {
        assertThat(labels(PicklistName.STATUS))
                .containsExactly(
                        "1 New",
                        "5 Complete",
                        "7 Waiting Customer",
                        "8 In Progress",
                        "9 Waiting Materials",
                        "10 Scheduled",
                        "11 Escalate",
                        "12 Waiting Vendor",
                        "13 Waiting Approval",
                        "14 Approved",
                        "15 Denied");
        assertThat(labels(PicklistName.PRIORITY)).containsExactly("4 Critical", "1 High", "2 Medium", "3 Low");
        assertThat(labels(PicklistName.QUEUE)).containsExactly("5 Client Portal", "6 Post Sale", "8 Monitoring Alert");
        assertThat(labels(PicklistName.SUB_ISSUE_TYPE)).isEmpty();
        assertThat(picklists.values(PicklistName.STATUS).stream().filter(PicklistValue::system))
                .extracting(PicklistValue::label)
                .containsExactly("New", "Complete");
    }

    @Test
    void keepsAValueAndChangesIt() {
        var value = new PicklistValue(91, "Bef\u00f6rdert \ud83d\udd25 \"ja\"", 12, false, false, false);
        picklists.keep(PicklistName.STATUS, value);
        assertThat(picklists.value(PicklistName.STATUS, 91)).contains(value);
        assertThat(picklists.value(PicklistName.PRIORITY, 91)).isEmpty();

        var changed = new PicklistValue(91, "Promoted", 0, true, false, false);
        picklists.keep(PicklistName.STATUS, changed);

        assertThat(picklists.values(PicklistName.STATUS)).startsWith(changed).hasSize(12);
    }

    @Test
    void aSystemValueStaysOne() {
        picklists.keep(PicklistName.STATUS, new PicklistValue(5, "Complete", 2, true, false, false));

        assertThat(picklists.value(PicklistName.STATUS, 5).orElseThrow().system())
                .isTrue();
    }

    @Test
    void areFoundByNumberOrByLabelWithoutCase() {
        assertThat(picklists
                        .named(PicklistName.STATUS, " waiting CUSTOMER ")
                        .orElseThrow()
                        .number())
                .isEqualTo(7);
        assertThat(picklists.named(PicklistName.STATUS, "7").orElseThrow().label())
                .isEqualTo("Waiting Customer");
        assertThat(picklists.named(PicklistName.SOURCE, "-1").orElseThrow().label())
                .isEqualTo("Other");
        assertThat(picklists.named(PicklistName.STATUS, "Waiting")).isEmpty();
        assertThat(picklists.label(PicklistName.STATUS, 7)).isEqualTo("Waiting Customer");
        assertThat(picklists.label(PicklistName.STATUS, 4711)).isEqualTo("4711");
        assertThat(PicklistName.named("issuetype")).contains(PicklistName.ISSUE_TYPE);
        assertThat(PicklistName.named("colour")).isEmpty();
    }

    @Test
    void aNewTicketTakesTheDefaultAndWhereThatIsInactiveTheFirst() {
        assertThat(picklists.defaultOf(PicklistName.PRIORITY).orElseThrow().label())
                .isEqualTo("Medium");
        assertThat(picklists.defaultOf(PicklistName.QUEUE).orElseThrow().label())
                .isEqualTo("Client Portal");
        assertThat(picklists.defaultOf(PicklistName.SUB_ISSUE_TYPE)).isEmpty();

        switchOff(PicklistName.PRIORITY, 2);
        switchOff(PicklistName.PRIORITY, 4);

        assertThat(picklists.defaultOf(PicklistName.PRIORITY).orElseThrow().label())
                .isEqualTo("High");
    }

    @Test
    void aLabelIsRefusedThatNobodyCouldRead() {
        assertThatThrownBy(() -> new PicklistValue(91, " ", 1, true, false, false))
                .hasMessage("picklist label \" \": 1 to 100 characters");
        assertThatThrownBy(() -> new PicklistValue(91, "x".repeat(101), 1, true, false, false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
