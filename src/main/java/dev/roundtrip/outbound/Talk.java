package dev.roundtrip.outbound;

import dev.roundtrip.outbound.Answer.Answered;
import dev.roundtrip.outbound.Answer.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** One request and its answer on an open connection. */
final class Talk {
    private static final int MOST_INTERIM_ANSWERS = 10;

    private final Course course;
    private final OutboundRequest request;

    /** The proxy that reads the request as well, as it does without TLS; null if nobody does. */
    private final @Nullable OutboundProxy reader;

    Talk(Course course, Route route) {
        this.course = course;
        this.request = course.request();
        this.reader = request.url().secure() ? null : route.proxy();
    }

    /** @param again whether the connection may serve another request; it is closed else */
    record Said(Answered answer, boolean again) {}

    /** The connection stays the caller's to close if this fails. */
    Said talk(Wire on, InetSocketAddress to) throws IOException, HttpException {
        course.sends(on, to);
        on.begin();
        var message = message();
        on.sendRequestHeader(message);
        if (message.getEntity() != null) {
            on.sendRequestEntity(message);
        }
        on.flush();
        course.waits();
        var answer = answerHead(on);
        int status = answer.getCode();
        if (status == 407 && reader != null) {
            throw Tunnel.refused(course, reader, status);
        }
        course.reads(status);
        // 101 is somebody else's protocol from here on, which we never asked for.
        boolean framed = status != 101;
        var body =
                framed && MessageSupport.canResponseHaveBody(request.method(), answer) ? body(on, answer) : new byte[0];
        boolean cut = body.length > OutboundClient.BODY_CAP;
        course.letsGoOfWire();
        boolean again =
                framed && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(message, answer, HttpCoreContext.create());
        if (cut) {
            on.close(CloseMode.IMMEDIATE); // never drained: it may have no end
        } else if (!again) {
            on.close(CloseMode.GRACEFUL);
        }
        return new Said(
                new Answered(
                        status,
                        headers(answer),
                        Bytes.of(body).first(OutboundClient.BODY_CAP),
                        cut,
                        course.timing(),
                        to),
                again && !cut);
    }

    private ClassicHttpRequest message() {
        var url = request.url();
        var message = new BasicClassicHttpRequest(request.method(), url.target());
        if (reader != null) {
            message.setPath(url.origin() + url.target()); // the absolute form, by which a proxy knows where to go
        }
        message.addHeader("Host", url.hostHeader());
        request.sentHeaders().forEach(header -> message.addHeader(header.name(), header.value()));
        if (reader != null && reader.authorization() != null) {
            message.addHeader("Proxy-Authorization", reader.authorization());
        }
        var body = request.body();
        if (body != null || !List.of("GET", "HEAD", "DELETE", "OPTIONS").contains(request.method())) {
            message.addHeader("Content-Length", body == null ? 0 : body.length());
        }
        if (body != null && body.length() > 0) {
            message.setEntity(new ByteArrayEntity(body.toArray(), null));
        }
        return message;
    }

    private ClassicHttpResponse answerHead(Wire on) throws IOException, HttpException {
        for (int i = 0; i <= MOST_INTERIM_ANSWERS; i++) {
            var head = on.receiveResponseHeader();
            if (on.ended()) {
                // HttpCore takes this for the end of the headers, and half an answer would read as a whole 200.
                throw new NoAnswer(
                        Kind.RESET, course.where() + " closed the connection amid the headers of its answer");
            }
            if (head.getCode() >= 200 || head.getCode() == 101) {
                return head;
            }
        }
        throw new NoAnswer(
                Kind.PROTOCOL, course.where() + " sent one interim answer (1xx) after the other, and no final one");
    }

    /** @return at most one byte more than the cap */
    private byte[] body(Wire on, ClassicHttpResponse answer) throws IOException, HttpException {
        on.receiveResponseEntity(answer);
        var from = answer.getEntity().getContent(); // not closed: closing would drain it
        var body = new ByteArrayOutputStream(256);
        var buffer = new byte[8192];
        while (body.size() <= OutboundClient.BODY_CAP) {
            int count = from.read(buffer, 0, Math.min(buffer.length, OutboundClient.BODY_CAP + 1 - body.size()));
            if (count < 0) {
                break;
            }
            body.write(buffer, 0, count);
            course.receives(count);
        }
        return body.toByteArray();
    }

    private static List<OutboundRequest.Header> headers(ClassicHttpResponse answer) {
        return Stream.of(answer.getHeaders())
                .map(header -> new OutboundRequest.Header(
                        header.getName(), header.getValue() == null ? "" : header.getValue()))
                .toList();
    }
}
