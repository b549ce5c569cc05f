package dev.roundtrip.practice;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.settings.Settings;
import org.springframework.stereotype.Component;

/** Whether the practice receiver is on: by the operator, who started the desk so, or by an administrator, until it is switched off again. */
@Component
public final class PracticeSwitch {
    private final Settings settings;
    private final Desk desk;

    PracticeSwitch(Settings settings, Desk desk) {
        this.settings = settings;
        this.desk = desk;
    }

    public boolean isOn() {
        return isOperators() || desk.practises();
    }

    /** Whether the operator has it on; then no administrator can switch it off. */
    public boolean isOperators() {
        return settings.practice();
    }

    public void turn(boolean on) {
        desk.practise(on);
    }
}
