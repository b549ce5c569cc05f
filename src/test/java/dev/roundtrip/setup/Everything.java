package dev.roundtrip.setup;

import static java.util.Map.entry;

import dev.roundtrip.testing.TestCa;
import java.util.Map;

/** The file that has every key of the grammar. */
final class Everything {
    static final TestCa CA = TestCa.named("north");
    static final TestCa.Identity CLIENT = CA.issues("roundtrip");
    static final String TEXT = Written.resource("everything.yaml");
    static final String SIGNING = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final Map<String, String> VALUES = Map.ofEntries(
            entry("env:TECH_PASSWORD", "value of TECH_PASSWORD"),
            entry("env:API_SECRET", "value of API_SECRET"),
            entry("env:ADMIN_TOKEN_OF_CI", "value of ADMIN_TOKEN_OF_CI"),
            entry("env:NOC_WEBHOOK", "https://hooks.north.example/services/s3cr3t"),
            entry("env:KEY", "value of KEY"),
            entry("env:ICINGA_PASSWORD", "value of ICINGA_PASSWORD"),
            entry("env:BEARER", "value of BEARER"),
            entry("env:AUTH", "value of AUTH"),
            entry("env:SIGNING", SIGNING),
            entry("file:icinga-ca.pem", CA.pem()),
            entry("file:client.pem", CLIENT.certificatePem()),
            entry("file:client.key", CLIENT.keyPem()));

    private Everything() {}

    static SetupDocument document() {
        return SetupReader.read("everything.yaml", TEXT, new SentSources(VALUES));
    }
}
