package dev.roundtrip.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Tomcat itself says of a request that it refuses before any filter sees it: in JSON, for whoever sends such a request is no
 * browser. Made by Tomcat, by its class name.
 */
public final class PlainErrorReport extends ErrorReportValve {
    private static final Logger log = LoggerFactory.getLogger(PlainErrorReport.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType("application/json");
            response.getOutputStream()
                    .write("{\"errors\":[\"the request cannot be read (status %d)\"]}"
                            .formatted(status)
                            .getBytes(StandardCharsets.UTF_8));
        } catch (IOException | IllegalStateException e) {
            log.debug("the answer could not be written", e);
        }
    }
}
