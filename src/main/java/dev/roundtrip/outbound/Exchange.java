package dev.roundtrip.outbound;

import dev.roundtrip.outbound.Answer.Kind;
import dev.roundtrip.outbound.Answer.Unanswered;
import dev.roundtrip.outbound.Course.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** One request on its way. All on the caller's thread but its alarm, which is the timer's. */
final class Exchange implements Guard.Looking {
    private final Course course;
    private final Guard guard;
    private final Lookup lookup;
    private final WirePool pool;
    private final Dialler dialler;

    Exchange(Course course, Guard guard, Lookup lookup, WirePool pool, Dialler dialler) {
        this.course = course;
        this.guard = guard;
        this.lookup = lookup;
        this.pool = pool;
        this.dialler = dialler;
    }

    Answer run() throws InterruptedException {
        try {
            var fault = course.request().fault();
            if (fault.isPresent()) {
                throw new NoAnswer(Kind.PROTOCOL, "not sent: " + fault.get());
            }
            var route = guard.route(course.url(), this);
            course.goes(route);
            return call(route);
        } catch (TimeoutException e) {
            return unanswered(Trouble.late(course));
        } catch (IOException | HttpException e) {
            // The socket of a thread that is interrupted while it waits for it is closed.
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (course.alarm().hasRung()) {
                return unanswered(Trouble.late(course));
            }
            return unanswered(e instanceof NoAnswer known ? known.trouble() : Trouble.of(e, course));
        }
    }

    @Override
    public List<InetAddress> resolve(String name, @Nullable Duration most)
            throws UnknownHostException, TimeoutException, InterruptedException {
        course.looksUp(name);
        long before = System.nanoTime();
        long left = course.deadline().nanosLeft();
        try {
            // A name that need not be known leaves time for the call, however impatient that is.
            return lookup.resolve(name, most == null ? left : Math.min(left / 4, most.toNanos()));
        } finally {
            course.lookedUp(Course.since(before));
        }
    }

    @Override
    public boolean isOutOfTime() {
        return course.deadline().hasPassed();
    }

    private Answer call(Route route) throws IOException, HttpException {
        try {
            for (var address : route.addresses()) {
                var kept = pool.take(target(route, address));
                if (kept != null) {
                    course.alarm().watch(kept.socket());
                    try {
                        return talk(kept, address, route);
                    } catch (IOException e) {
                        if (!course.alarm().hasRung()) {
                            pool.lost(target(route, address), kept);
                        }
                        if (!unsent()) {
                            throw e;
                        }
                        Alarm.slam(kept.socket());
                        course.letsGoOfWire();
                    }
                    break;
                }
            }
            var dialled = dialler.dial(course, route);
            return talk(dialled.wire(), dialled.address(), route);
        } finally {
            var wire = course.wire();
            if (wire != null && wire.isOpen()) {
                wire.close(CloseMode.IMMEDIATE); // still open here means that it failed
            }
            course.alarm().letGo();
        }
    }

    /**
     * Whether a failure on a kept connection may be made good at once on a new one. Only while the request was not yet out as a
     * whole: its length is announced before it, so nobody has acted on it. After that a silent second try might be a second
     * request, which no attempt in the log would account for. At least once is promised all the same: the failure is reported, and
     * the callout's own retry follows. That it is seldom is owed to {@link Wire#isUsable}, which finds what the far end closed
     * before we began.
     */
    private boolean unsent() {
        return course.stage() == Stage.SENDING
                && !course.alarm().hasRung()
                && !Thread.currentThread().isInterrupted();
    }

    private Answer talk(Wire on, InetSocketAddress to, Route route) throws IOException, HttpException {
        var said = new Talk(course, route).talk(on, to);
        if (said.again()) {
            if (course.alarm().letGo()) {
                pool.keep(target(route, to), on);
            } else {
                on.close(CloseMode.GRACEFUL);
            }
        }
        return said.answer();
    }

    private WirePool.Target target(Route route, InetSocketAddress dialled) {
        var url = course.url();
        return new WirePool.Target(
                url.scheme(),
                url.host(),
                url.port(),
                dialled,
                route.proxy(),
                url.secure() ? course.request().tls() : TlsProfile.SYSTEM);
    }

    private Answer unanswered(Trouble trouble) {
        return new Unanswered(trouble.kind(), trouble.words(), course.timing(), course.address());
    }
}
