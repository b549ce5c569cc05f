package dev.roundtrip.delivery;

import java.time.Instant;
import java.util.List;

/**
 * Whether deliveries go out, as the store and this process tell.
 *
 * @param late the open lanes in which something has been due for long
 * @param began when an attempt was begun last of what is not for people, on any node; since when this process is there, if none was
 */
public record Pulse(List<Late> late, Instant began) {
    /**
     * @param dueAt of what has been due for longest
     * @param carried whether something of that lane is leased to a node that still has it: then the lane may just be full
     */
    public record Late(String lane, Instant dueAt, boolean carried) {}

    public Pulse {
        late = List.copyOf(late);
    }
}
