package dev.roundtrip.story;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.DeskAccount;
import dev.roundtrip.testing.DeskApi;
import dev.roundtrip.testing.DeskProcess;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.FakeMailServer;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.Patience;
import dev.roundtrip.testing.SentMail;
import dev.roundtrip.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real program is killed while it sends a digest: some of its mails are there and settled, some are there and nobody has said so yet,
 * some have not begun.
 */
@OnBothDatabases
class KilledDigestStory {
    private static final String SECRET = "correct-horse-battery";
    private static final String PERHAPS = "You may have this mail already";
    private static final int READERS = 12;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final TestDatabase database;

    @TempDir
    private Path folder = Path.of("");

    KilledDigestStory(TestDatabase database) {
        this.database = database;
    }

    @Test
    void noTicketIsMissingFromTheMailsAndNoMailIsThereTwice() throws Exception {
        try (var target = FakeEndpoint.start().answers(503);
                var mails = FakeMailServer.start();
                var desk = desk(target, mails)) {
            var lost = new ArrayList<String>();
            lost.add(ticket(desk));
            awaitMails(READERS, mails, desk);

            mails.keepsBackAfter(READERS + 5);
            for (int i = 0; i < 10; i++) {
                lost.add(ticket(desk));
            }
            // Four connections at once, each with a mail that was taken and not acknowledged.
            awaitMails(READERS + 5 + 4, mails, desk);
            desk.killNine();
            mails.letsGo();
            desk.restart();
            lost.add(ticket(desk));
            awaitMailsWith("still fails", READERS, mails, desk);

            target.answers(200);
            ticket(desk);
            awaitMailsWith("works again", READERS, mails, desk);

            var sent = mails.mails().stream().map(SentMail::of).toList();
            assertThat(IntStream.range(0, READERS).mapToObj(KilledDigestStory::reader))
                    .allSatisfy(reader -> assertThat(lost)
                            .allSatisfy(ticket -> assertThat(sent)
                                    .anyMatch(mail -> mail.to().equals(reader)
                                            && mail.plain().contains(ticket))));
            assertThat(sent).extracting(mail -> mail.id() + mail.all()).doesNotHaveDuplicates();
            var byId = sent.stream().collect(groupingBy(SentMail::id));
            assertThat(byId.values().stream().filter(same -> same.size() > 1))
                    // Four at least, and those whose acknowledgement was not on disk yet.
                    .as("those that were taken and not acknowledged came again, and say so")
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allSatisfy(same -> {
                        assertThat(same).hasSize(2);
                        assertThat(same.getFirst().plain()).doesNotContain(PERHAPS);
                        assertThat(same.getLast().plain()).contains(PERHAPS);
                    });
        }
    }

    private static String reader(int number) {
        return "reader" + number + "@acme.example";
    }

    private DeskProcess desk(FakeEndpoint target, FakeMailServer mails) throws IOException {
        var setup = Files.writeString(folder.resolve("setup.yaml"), """
                api-users: [ { login: api@acme.example, secret: "${env:API_SECRET}", integration-code: ACME } ]
                callouts:
                  - name: Close
                    url: "%s"
                    format: json
                    retry: { every: 1s, times: 0 }
                    notify: { who: [ %s ], when: failure }
                rules: [ { name: Created, when: [ created ], then: [ { callout: Close } ] } ]
                """.formatted(
                target.url("/close"),
                IntStream.range(0, READERS).mapToObj(KilledDigestStory::reader).collect(joining(", "))));
        return DeskProcess.start(
                folder.resolve("data"),
                List.of(
                        "--setup",
                        setup.toString(),
                        "--database",
                        database.fresh(folder).url(),
                        "--digest-every",
                        "2",
                        "--mail-host",
                        "127.0.0.1",
                        "--mail-port",
                        Integer.toString(mails.port()),
                        "--mail-tls",
                        "none",
                        "--mail-from",
                        "desk@acme.example"),
                Map.of("API_SECRET", SECRET));
    }

    private static String ticket(DeskProcess desk) throws IOException {
        try (var api = new DeskApi(new DeskAccount(desk.url(), "ACME", "api@acme.example", SECRET), desk.token())) {
            var id = api.create("{\"title\":\"disk full\",\"companyID\":0}");
            return api.ticket(id).path("ticketNumber").stringValue();
        }
    }

    private static void awaitMails(int number, FakeMailServer mails, DeskProcess desk) {
        Patience.until(number + " mails", LONG, () -> mails.mails().size() >= number, desk);
    }

    private static void awaitMailsWith(String subject, int readers, FakeMailServer mails, DeskProcess desk) {
        Patience.until(
                "everybody has a mail that says \"" + subject + "\"",
                LONG,
                () -> mails.mails().stream()
                                .map(SentMail::of)
                                .filter(mail -> mail.subject().contains(subject))
                                .map(SentMail::to)
                                .distinct()
                                .count()
                        == readers,
                desk);
    }
}
