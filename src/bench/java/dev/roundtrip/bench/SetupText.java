package dev.roundtrip.bench;

/** The setup file of a desk in the shape that a job asks for. */
final class SetupText {
    private final Job.Shape shape;
    private final String receiver;

    SetupText(Job.Shape shape, String receiver) {
        this.shape = shape;
        this.receiver = receiver;
    }

    String text() {
        var text = new StringBuilder("desk: { domain: ACME.EXAMPLE }\ncallouts:\n");
        int callouts = Math.max(shape.callouts(), shape.targets());
        for (int i = 0; i < callouts; i++) {
            text.append(
                    "  - { name: Close %d, url: \"%s\", concurrency: %d, timeout: %ds, auth: { basic: { username: %s, password: \"${env:PASSWORD}\" } } }\n"
                            .formatted(
                                    i,
                                    receiver + shape.path(Math.min(i, shape.targets() - 1)),
                                    shape.concurrency(),
                                    Poster.TIMEOUT.toSeconds(),
                                    Poster.USER));
        }
        text.append("rules:\n");
        int groups = callouts > shape.targets() ? callouts / Job.Shape.AT_ONCE : shape.targets();
        for (int i = 0; i < groups; i++) {
            text.append("  - { name: Created %d, when: [ created ]%s, then: [ %s ] }\n"
                    .formatted(i, groups == 1 ? "" : ", if: [ " + titled(i) + " ]", calls(i)));
        }
        for (int i = 0; i < shape.rules(); i++) {
            text.append("  - { name: Idle %d, when: [ created ], if: [ %s ], then: [ { callout: Close 0 } ] }\n"
                    .formatted(i, neverHolds(i)));
        }
        return text.toString();
    }

    private static String titled(int target) {
        return "{ attribute: title, operator: equal-to, value: disk full on target " + target + " }";
    }

    private String calls(int group) {
        var calls = new StringBuilder();
        for (int i = 0; i < shape.calloutsPerTicket(); i++) {
            calls.append(i == 0 ? "" : ", ")
                    .append("{ callout: Close ")
                    .append(group * shape.calloutsPerTicket() + i)
                    .append(" }");
        }
        return calls.toString();
    }

    /** Five conditions, the last of which fails: all five are looked at. */
    static String neverHolds(int i) {
        return "{ attribute: status, operator: equal-to, value: New }, "
                + "{ attribute: priority, operator: in-list, value: [ Medium, Low ] }, "
                + "{ attribute: title, operator: starts-with, value: disk }, "
                + "{ attribute: companyID, operator: equal-to, value: 0 }, "
                + "{ attribute: title, operator: contains, value: never " + i + " }";
    }
}
