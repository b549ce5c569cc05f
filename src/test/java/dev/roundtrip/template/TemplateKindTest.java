package dev.roundtrip.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateKindTest {

    @ParameterizedTest
    @CsvSource({
        "application/json, JSON",
        "Application/JSON; charset=UTF-8, JSON",
        "application/vnd.acme.alert+json;charset=\"utf-8\";v=2, JSON",
        "text/json, JSON",
        "application/xml, XML",
        "text/xml; charset=utf-8, XML",
        "application/soap+xml; action=\"urn:close\", XML",
        "application/x-www-form-urlencoded, FORM",
        "text/plain, PLAIN",
        "text/csv, PLAIN"
    })
    void knowsHowToEscapeForAContentType(String contentType, TemplateKind kind) {
        assertThat(TemplateKind.ofContentType(contentType)).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/octet-stream",
                "multipart/form-data",
                "text/html",
                "text/javascript",
                "application/yaml",
                "json",
                "",
                "text/",
                "text/plain; x",
                "text/plain\r\nX-Evil: 1",
                "text/plain; a=\"\r\n\""
            })
    void refusesWhatItCouldNotEscape(String contentType) {
        assertThatThrownBy(() -> TemplateKind.ofContentType(contentType))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("application/json")
                .hasMessageContaining("text/plain")
                .hasMessageNotContainingAny("\r", "\n");
    }

    @Test
    void refusesAnotherCharset() {
        assertThatThrownBy(() -> TemplateKind.ofContentType("text/plain; charset=iso-8859-1"))
                .hasMessage("content type text/plain; charset=iso-8859-1 refused: a body is always sent as UTF-8;"
                        + " leave the charset out");
    }
}
