package dev.roundtrip.practice;

import dev.roundtrip.callout.Signature;
import java.time.Duration;
import java.util.Locale;

/**
 * What the receiver found when it checked a request's signature.
 *
 * @param state {@code none}, {@code right}, {@code wrong}, {@code out-of-time}, {@code incomplete} or {@code unknown}
 * @param words the same in a sentence
 */
public record SignatureCheck(String state, String words) {
    static final SignatureCheck NONE = new SignatureCheck("none", "not signed");

    static SignatureCheck of(Signature.Verdict verdict) {
        return switch (verdict) {
            case Signature.Verdict.Right(var fitting, var secrets) ->
                new SignatureCheck(
                        "right",
                        secrets == 1
                                ? "made with the callout's secret"
                                : "made with %d of the callout's %d secrets".formatted(fitting, secrets));
            case Signature.Verdict.Wrong _ ->
                new SignatureCheck(
                        "wrong",
                        "made with another secret, or webhook-id, webhook-timestamp or body are not as they were signed");
            case Signature.Verdict.OutOfTime(var age) ->
                new SignatureCheck(
                        "out-of-time",
                        "made with the callout's secret, but webhook-timestamp is %s the receiver's clock; up to %d min are let through"
                                .formatted(apart(age), Signature.TOLERANCE.toMinutes()));
            case Signature.Verdict.Unknown(var why) -> new SignatureCheck("unknown", why);
        };
    }

    static SignatureCheck incomplete(String why) {
        return new SignatureCheck("incomplete", why);
    }

    private static String apart(Duration age) {
        return String.format(Locale.ROOT, "%,d s %s", age.abs().toSeconds(), age.isNegative() ? "ahead of" : "behind");
    }
}
