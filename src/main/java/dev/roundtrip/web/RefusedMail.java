package dev.roundtrip.web;

import dev.roundtrip.notify.MailRefusals;

/**
 * That mail does not get through to somebody.
 *
 * @param error what the mail server has against it, in English
 */
record RefusedMail(String address, String since, String error) {
    static RefusedMail of(String address, MailRefusals.Refusal refusal, Words words) {
        return new RefusedMail(address, words.time(refusal.at()), refusal.error());
    }
}
