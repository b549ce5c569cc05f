package dev.roundtrip.web;

import dev.roundtrip.delivery.Probed;

/** That a callout's target keeps failing, and how it is called meanwhile. */
record ProbedTarget(String title, String text) {
    static ProbedTarget of(String callout, Probed probed, Words words) {
        return new ProbedTarget(
                words.say("probed.title", callout),
                words.say("probed.text", probed.failures(), words.at(probed.since())));
    }
}
