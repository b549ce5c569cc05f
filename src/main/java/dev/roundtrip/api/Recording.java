package dev.roundtrip.api;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Listens to one request and its answer as they go by: {@link #request} and {@link #response} stand for those of the container, and keep the
 * beginning of what is read from the one and written to the other.
 */
final class Recording {
    private final HttpServletRequest original;
    private final Instant at;
    private final long begun = System.nanoTime();
    private final Beginning sent = new Beginning();
    private final Beginning answered = new Beginning();
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private boolean signedIn;

    Recording(HttpServletRequest request, HttpServletResponse response, Instant at) {
        this.original = request;
        this.at = at;
        this.request = new Heard(request);
        this.response = new Told(response);
    }

    HttpServletRequest request() {
        return request;
    }

    HttpServletResponse response() {
        return response;
    }

    /** The credentials were right. */
    void signedIn() {
        signedIn = true;
    }

    /** To be called when the answer is written. */
    Recorded ended(long apiUserId) {
        if (original.getMethod().equals("HEAD")) {
            answered.forget(); // It was written, and does not go out.
        }
        return new Recorded(
                new Recorded.Of(apiUserId, signedIn),
                at,
                original.getMethod(),
                address(),
                response.getStatus(),
                (System.nanoTime() - begun) / 1_000_000,
                Credentials.integrationCode(original).orElse(null),
                header("Content-Type"),
                header("User-Agent"),
                Credentials.secretsOf(original),
                Math.max(sent.all(), original.getContentLengthLong()),
                sent,
                answered);
    }

    private String address() {
        var query = original.getQueryString();
        return Characters.asWritten(original.getRequestURI() + (query == null ? "" : "?" + query));
    }

    private @Nullable String header(String name) {
        var value = original.getHeader(name);
        return value == null ? null : Characters.asWritten(value);
    }

    private final class Heard extends HttpServletRequestWrapper {
        private Heard(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            var in = super.getInputStream();
            return new ServletInputStream() {
                @Override
                public int read() throws IOException {
                    int one = in.read();
                    if (one >= 0) {
                        sent.add(one);
                    }
                    return one;
                }

                @Override
                public int read(byte[] into, int from, int most) throws IOException {
                    int count = in.read(into, from, most);
                    if (count > 0) {
                        sent.add(into, from, count);
                    }
                    return count;
                }

                @Override
                public boolean isFinished() {
                    return in.isFinished();
                }

                @Override
                public boolean isReady() {
                    return in.isReady();
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    in.setReadListener(listener);
                }

                @Override
                public void close() throws IOException {
                    in.close();
                }
            };
        }
    }

    private final class Told extends HttpServletResponseWrapper {
        private Told(HttpServletResponse response) {
            super(response);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            var out = super.getOutputStream();
            return new ServletOutputStream() {
                @Override
                public void write(int one) throws IOException {
                    out.write(one);
                    answered.add(one);
                }

                @Override
                public void write(byte[] bytes, int from, int count) throws IOException {
                    out.write(bytes, from, count);
                    answered.add(bytes, from, count);
                }

                @Override
                public boolean isReady() {
                    return out.isReady();
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    out.setWriteListener(listener);
                }

                @Override
                public void flush() throws IOException {
                    out.flush();
                }

                @Override
                public void close() throws IOException {
                    out.close();
                }
            };
        }

        @Override
        public void resetBuffer() {
            super.resetBuffer();
            answered.forget();
        }

        @Override
        public void reset() {
            super.reset();
            answered.forget();
        }
    }
}
