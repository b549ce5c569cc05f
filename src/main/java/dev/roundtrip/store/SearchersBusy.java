package dev.roundtrip.store;

import java.time.Duration;

/** Others' searches took all there is for searching. A moment later it may be free. */
public final class SearchersBusy extends SearchGivenUp {
    SearchersBusy(int others, Duration waited) {
        super("%d other searches are under way, and none of them ended within %d s; ask again in a moment"
                .formatted(others, waited.toSeconds()));
    }
}
