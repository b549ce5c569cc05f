package dev.roundtrip.web;

import dev.roundtrip.delivery.ByHand;

/** Something that was done to a delivery by hand: when, and what and by whom in one sentence. */
record HandRow(Moment at, String text) {
    static HandRow of(ByHand one, Words words) {
        return new HandRow(
                Moment.of(one.at(), words),
                words.say("delivery.by-hand." + one.what().word(), one.actor()));
    }
}
