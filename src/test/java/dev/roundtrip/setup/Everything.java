package dev.roundtrip.setup;

import dev.roundtrip.testing.TestCa;
import java.util.Map;

/** The file that has every key of the grammar. */
final class Everything {
    static final TestCa CA = TestCa.named("north");
    static final String TEXT = Written.resource("everything.yaml");
    static final String SIGNING = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final Map<String, String> VALUES = Map.of(
            "env:TECH_PASSWORD", "value of TECH_PASSWORD",
            "env:API_SECRET", "value of API_SECRET",
            "env:ADMIN_TOKEN_OF_CI", "value of ADMIN_TOKEN_OF_CI",
            "env:KEY", "value of KEY",
            "env:ICINGA_PASSWORD", "value of ICINGA_PASSWORD",
            "env:BEARER", "value of BEARER",
            "env:AUTH", "value of AUTH",
            "env:SIGNING", SIGNING,
            "file:icinga-ca.pem", CA.pem());

    private Everything() {}

    static SetupDocument document() {
        return SetupReader.read("everything.yaml", TEXT, new SentSources(VALUES));
    }
}
