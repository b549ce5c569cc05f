package dev.roundtrip;

import dev.roundtrip.practice.PracticeReceiver;
import dev.roundtrip.practice.PracticeSwitch;
import dev.roundtrip.web.Practice;
import java.util.List;
import org.springframework.stereotype.Component;

/** Gives the pages what the practice receiver has. The two are doors side by side, and do not name each other. */
@Component
record PagePractice(PracticeReceiver receiver, PracticeSwitch power) implements Practice {
    @Override
    public boolean isOn() {
        return power.isOn();
    }

    @Override
    public boolean isOperators() {
        return power.isOperators();
    }

    @Override
    public void turn(boolean on) {
        power.turn(on);
    }

    @Override
    public List<String> names() {
        return receiver.names();
    }

    @Override
    public Kept kept(String name) {
        var kept = receiver.kept(name);
        return new Kept(
                kept.requests().stream()
                        .map(one -> new Request(
                                one.at(),
                                one.method(),
                                one.target(),
                                one.headers(),
                                one.body(),
                                one.signature().state(),
                                one.signature().words(),
                                one.answered()))
                        .toList(),
                kept.answers(),
                receiver.alerts(name).stream()
                        .map(one -> new Alert(one.ticketNumber(), one.ticketId(), one.raisedAt(), one.closedAt()))
                        .toList());
    }

    @Override
    public void tell(String name, List<String> answers) {
        receiver.tell(name, answers);
    }

    @Override
    public int nextAlert(String name) {
        return receiver.nextAlert(name);
    }

    @Override
    public void raise(String name, Alert alert) {
        receiver.raise(
                name,
                new PracticeReceiver.PlayedAlert(
                        alert.ticketNumber(), alert.ticketId(), alert.raisedAt(), alert.closedAt()));
    }
}
