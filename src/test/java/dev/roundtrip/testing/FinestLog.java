package dev.roundtrip.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Everything the process says while it is at its most talkative: what an operator gets who sets the level of all to the finest. The whole
 * JVM writes into it, so a test that uses it runs alone.
 */
public final class FinestLog implements AutoCloseable {
    private final Logger root;
    private final Logger ours;
    private final @Nullable Level rootLevel;
    private final @Nullable Level ourLevel;
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private final ListAppender<ILoggingEvent> all = new ListAppender<>();

    private FinestLog(LoggerContext context) {
        root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        ours = context.getLogger("dev.roundtrip");
        rootLevel = root.getLevel();
        ourLevel = ours.getLevel();
        root.iteratorForAppenders().forEachRemaining(others::add);
        all.setContext(context);
        all.start();
        others.forEach(root::detachAppender); // a hundred thousand lines that nobody reads
        root.addAppender(all);
        root.setLevel(Level.TRACE);
        ours.setLevel(Level.TRACE);
    }

    /** From here on; the web server's framework sets logging up anew, so it is open already. */
    public static FinestLog listen() {
        return new FinestLog((LoggerContext) LoggerFactory.getILoggerFactory());
    }

    /** A line an event, with its exceptions. */
    public List<String> lines() {
        return List.copyOf(all.list).stream()
                .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .toList();
    }

    @Override
    public void close() {
        root.setLevel(rootLevel);
        ours.setLevel(ourLevel);
        root.detachAppender(all);
        others.forEach(root::addAppender);
        all.stop();
    }
}
