package dev.roundtrip.delivery;

import java.time.Instant;

/**
 * A lane whose target keeps failing, so that one delivery at a time finds out whether it is back.
 *
 * @param since    when the first of the failures came back
 * @param failures how many in a row there were since
 */
public record Probed(Instant since, int failures) {}
