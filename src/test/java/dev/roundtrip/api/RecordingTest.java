package dev.roundtrip.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What is heard of a request and its answer while they go by. */
class RecordingTest {
    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/ATServicesRest/V1.0/Tickets");
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final Recording recording = new Recording(request, response, Instant.EPOCH);

    private LoggedRequest ended() {
        var recorded = recording.ended(7);
        return recorded.readable(recorded.secrets().masking());
    }

    @Test
    void aBodyIsHeardHoweverItIsRead() throws IOException {
        request.setContent("{\"title\":\"one\"}".getBytes(UTF_8));
        var in = recording.request().getInputStream();

        assertThat(in.read()).isEqualTo('{');
        assertThat(in.readNBytes(9)).hasSize(9);
        assertThat(recording.request().getInputStream().readAllBytes()).hasSize(5);
        assertThat(in.read()).isEqualTo(-1);

        assertThat(ended().request()).isEqualTo(new LoggedRequest.Said(15, "{\"title\":\"one\"}", false));
    }

    @Test
    void anAnswerThatIsTakenBackWasNeverGiven() throws IOException {
        recording.response().getOutputStream().write("{\"items\":[".getBytes(UTF_8));
        recording.response().resetBuffer();
        recording.response().getOutputStream().write('{');
        recording.response().reset();
        recording.response().setStatus(503);
        recording.response().getOutputStream().write("{\"errors\":[]}".getBytes(UTF_8));

        assertThat(response.getContentAsString()).isEqualTo("{\"errors\":[]}");
        assertThat(ended().status()).isEqualTo(503);
        assertThat(ended().answer()).isEqualTo(new LoggedRequest.Said(13, "{\"errors\":[]}", false));
    }

    @Test
    void whoAsksForTheHeadGetsNoBody() throws IOException {
        request.setMethod("HEAD");
        recording.response().getOutputStream().write("{}".getBytes(UTF_8));

        assertThat(ended().answer()).isEqualTo(new LoggedRequest.Said(0, null, false));
    }

    @Test
    void anAddressIsReadAsItsWriterWroteIt() {
        request.setQueryString(new String("search={\"x\":\"Müller\"}".getBytes(UTF_8), ISO_8859_1));

        assertThat(ended().address()).isEqualTo("/ATServicesRest/V1.0/Tickets?search={\"x\":\"Müller\"}");
    }

    @Test
    void isOfTheUserAndToldWhenItIsLetIn() {
        assertThat(ended().of()).isEqualTo(new Recorded.Of(7, false));

        recording.signedIn();

        assertThat(ended().of()).isEqualTo(new Recorded.Of(7, true));
    }
}
