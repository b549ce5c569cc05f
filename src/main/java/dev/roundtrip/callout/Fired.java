package dev.roundtrip.callout;

/** What came of "then execute extension callout" for one ticket change; the trace keeps it. */
public sealed interface Fired {

    /** A delivery was written in the same transaction. */
    record Promised(String deliveryId) implements Fired {}

    /** Nothing will be sent, and why: "callout is inactive", "udf.AlertID is empty". */
    record Skipped(String reason) implements Fired {}
}
