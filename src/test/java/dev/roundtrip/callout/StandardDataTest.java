package dev.roundtrip.callout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.template.Read;
import dev.roundtrip.template.RenderFailed;
import dev.roundtrip.template.Sample;
import dev.roundtrip.template.TemplateKind;
import dev.roundtrip.template.Text;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

class StandardDataTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static StandardData data(@Nullable String udfName, @Nullable String udfValue) {
        return new StandardData(
                17,
                "T20261125.0001",
                "In Progress",
                Instant.parse("2026-11-25T11:00:00.5Z"),
                Instant.parse("2026-07-01T11:00:00Z"),
                "ACME.EXAMPLE",
                udfName,
                udfValue);
    }

    @Test
    void writesNameValuePairs() {
        assertThat(data(null, null).body(DataFormat.NAME_VALUE_PAIRS, BERLIN))
                .isEqualTo("id=17&number=T20261125.0001&status=In%20Progress"
                        + "&created_datetime=2026-11-25T12%3A00%3A00.500%2B01%3A00"
                        + "&last_activity_datetime=2026-07-01T13%3A00%3A00.000%2B02%3A00&domain=ACME.EXAMPLE");
    }

    @Test
    void writesJson() {
        assertThat(data("Alert ID", "a\"1").body(DataFormat.JSON, BERLIN))
                .isEqualTo("{\"id\":17,\"number\":\"T20261125.0001\",\"status\":\"In Progress\","
                        + "\"created_datetime\":\"2026-11-25T12:00:00.500+01:00\","
                        + "\"last_activity_datetime\":\"2026-07-01T13:00:00.000+02:00\",\"domain\":\"ACME.EXAMPLE\","
                        + "\"udf_name\":\"Alert ID\",\"udf_value\":\"a\\\"1\"}");
    }

    @Test
    void writesXml() {
        assertThat(data("Alert ID", "a<1").body(DataFormat.XML, BERLIN))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + "<ticket><id>17</id><number>T20261125.0001</number><status>In Progress</status>"
                        + "<created_datetime>2026-11-25T12:00:00.500+01:00</created_datetime>"
                        + "<last_activity_datetime>2026-07-01T13:00:00.000+02:00</last_activity_datetime>"
                        + "<domain>ACME.EXAMPLE</domain>"
                        + "<udf_name>Alert ID</udf_name><udf_value>a&lt;1</udf_value></ticket>");
    }

    @ParameterizedTest
    @CsvSource({
        "https://acme.example/close, https://acme.example/close?id=17&number=",
        "https://acme.example, https://acme.example?id=17&number=",
        "https://acme.example/close?, https://acme.example/close?id=17&number=",
        "https://acme.example/close?a=1, https://acme.example/close?a=1&id=17&number=",
        "https://acme.example/close?a=1&, https://acme.example/close?a=1&id=17&number=",
    })
    void followsTheQueryOfAnAddress(String address, String beginning) {
        Text appended = data("AlertID", "R&D").appendedTo(Text.of(address), BERLIN);

        assertThat(appended.shown()).startsWith(beginning).endsWith("&udf_name=AlertID&udf_value=R%26D");
    }

    @Test
    void keepsTheSecretsOfAnAddressAsReferences() {
        Text address = new Sample().render(TemplateKind.URL, "https://acme.example/?key={{secret.key}}");

        Text appended = data(null, null).appendedTo(address, BERLIN);

        assertThat(appended.shown()).startsWith("https://acme.example/?key=••••••••&id=17&");
        assertThat(appended.fill(name -> "s 1")).startsWith("https://acme.example/?key=s%201&id=17&");
    }

    @Test
    void refusesAnAddressThatBecomesTooLong() {
        assertThatThrownBy(() -> data("AlertID", "ü".repeat(3_000)).appendedTo(Text.of("http://acme.example/"), BERLIN))
                .isInstanceOf(RenderFailed.class)
                .hasMessageContaining("the address would have 18,")
                .hasMessageContaining("16,384");
    }

    @Test
    void wantsAFieldsNameAndValueTogether() {
        assertThatThrownBy(() -> data("AlertID", null)).isInstanceOf(IllegalArgumentException.class);
    }

    /** C07: an ampersand is an ampersand. */
    @Test
    void writesAnAmpersandAsOne() throws Exception {
        String planted = "R&D <prod> \"A\" – it's 5 > 3";
        var ticket = Sample.title(planted).with("udf.alertid", planted);

        String custom = ticket.rendered(TemplateKind.JSON, "{\"t\":\"{{ticket.title}}\",\"u\":\"{{udf.AlertID}}\"}");
        String json = data("AlertID", planted).body(DataFormat.JSON, BERLIN);
        String pairs = data("AlertID", planted).body(DataFormat.NAME_VALUE_PAIRS, BERLIN);

        assertThat(Read.json(custom, "t")).isEqualTo(planted);
        assertThat(Read.json(custom, "u")).isEqualTo(planted);
        assertThat(Read.json(json, "udf_value")).isEqualTo(planted);
        assertThat(Read.pairs(pairs)).containsEntry("udf_value", planted);
        for (String body : new String[] {custom, json, pairs}) {
            assertThat(body).doesNotContain("&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&#x27;");
        }
        assertThat(custom + json).doesNotContain("%3C");
    }

    /** C09: characters that XML forbids. */
    @Test
    void replacesWhatXmlForbids() throws Exception {
        String planted = "disk\u0007 \u001b[31mfull\u001b[0m\f & <90%> ]]> \ufffe";

        Element root = Read.xml(data("AlertID", planted).body(DataFormat.XML, BERLIN));

        assertThat(root.getTagName()).isEqualTo("ticket");
        assertThat(root.getElementsByTagName("udf_value").item(0).getTextContent())
                .isEqualTo("disk\uFFFD \uFFFD[31mfull\uFFFD[0m\uFFFD & <90%> ]]> \uFFFD");
        assertThat(DataFormat.XML.contentType()).isEqualTo("application/xml");
    }
}
