package dev.roundtrip;

import dev.roundtrip.callout.HttpCourier;
import dev.roundtrip.delivery.Courier;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.LanePolicy;
import dev.roundtrip.delivery.Outcome;
import dev.roundtrip.notify.Channel;
import dev.roundtrip.notify.ChatCourier;
import dev.roundtrip.notify.MailCourier;

/** Gives each delivery to the one who knows what it carries, which its lane tells. */
record Couriers(HttpCourier callouts, MailCourier mails, ChatCourier chats) implements Courier {
    private Courier of(String lane) {
        if (Channel.isLane(lane)) {
            return chats;
        }
        return MailCourier.carries(lane) ? mails : callouts;
    }

    @Override
    public LanePolicy policy(String lane) {
        return of(lane).policy(lane);
    }

    @Override
    public boolean isForPeople(String lane) {
        return of(lane).isForPeople(lane);
    }

    @Override
    public Outcome carry(Delivery delivery, int attempt) throws InterruptedException {
        return of(delivery.lane()).carry(delivery, attempt);
    }
}
