package dev.roundtrip.settings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RequestLimitsTest {
    @Test
    void aLimitBelowNoneIsRefused() {
        assertThatThrownBy(() -> new RequestLimits(-1, 0))
                .hasMessage("--requests-per-hour -1: a number from 1 on, or 0 for no limit");
        assertThatThrownBy(() -> new RequestLimits(0, -3))
                .hasMessage("--requests-at-once -3: a number from 1 on, or 0 for no limit");
    }
}
