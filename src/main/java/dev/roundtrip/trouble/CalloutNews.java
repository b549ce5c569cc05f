package dev.roundtrip.trouble;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Callouts;
import dev.roundtrip.delivery.DeliveryListener;
import dev.roundtrip.notify.Telling;
import dev.roundtrip.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what comes of the deliveries of callouts, and keeps what people are to hear of it. Mails are no callout's: what becomes of them
 * nobody is told. Of what is delivered at the first attempt nothing is kept where only failures are told.
 */
final class CalloutNews implements DeliveryListener {
    private static final Logger log = LoggerFactory.getLogger(CalloutNews.class);

    private final Store store;
    private final Callouts callouts;
    private final EndedDelivery ended;
    private final FailingTable failing;
    private final Runnable somethingFailed;

    /** @param somethingFailed is run when that is durable; quickly */
    CalloutNews(Store store, Callouts callouts, EndedDelivery ended, Runnable somethingFailed) {
        this.store = store;
        this.callouts = callouts;
        this.ended = ended;
        this.failing = new FailingTable(store);
        this.somethingFailed = somethingFailed;
    }

    @Override
    public void heard(News news) {
        if (!Callout.isOfCallouts(news.delivery().lane())) {
            return;
        }
        var callout = callouts.withId(Callout.idOf(news.delivery().lane())).filter(one -> !one.tellsNobody());
        if (callout.isEmpty()) {
            return;
        }
        var telling = callout.get().telling();
        if (telling == null) {
            return;
        }
        if (telling.when() == Telling.When.EVERY) {
            if (news.isEnd()) {
                tellEnd(news, callout.get(), telling);
            }
            return;
        }
        switch (news.state()) {
            case DELIVERED -> {
                if (news.delivery().attempts() > 1) {
                    failing.ended(news);
                    store.afterCommit(somethingFailed);
                }
            }
            case CANCELLED -> failing.ended(news);
            case WAITING, HELD, GIVEN_UP -> {
                failing.failed(news);
                store.afterCommit(somethingFailed);
            }
            case RUNNING -> {}
        }
    }

    /** That somebody could not be told must not undo what was told: the outcome would be lost, and the callout sent once more. */
    private void tellEnd(News news, Callout callout, Telling telling) {
        try {
            store.write(() -> {
                ended.tell(news, callout, telling);
                return null;
            });
        } catch (RuntimeException e) {
            if (Store.concernsAllOfTheWrite(e)) {
                throw e;
            }
            log.error(
                    "delivery {}: nobody could be told that it has ended",
                    news.delivery().id(),
                    e);
        }
    }
}
