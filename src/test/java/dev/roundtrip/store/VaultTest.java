package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String ANOTHER_KEY = "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=";
    private static final String RECORD = "callout:17:auth";

    @TempDir
    private Path data = Path.of("");

    private Vault given(String keys) {
        return Vault.open(new KeySource.Given(keys), data);
    }

    private static String id(String sealed) {
        return sealed.substring(0, sealed.indexOf('.') + 1);
    }

    private static byte[] bytes(String sealed) {
        return Base64.getDecoder().decode(sealed.substring(id(sealed).length()));
    }

    private Vault vault() {
        return given(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "open sesame", "zwei\r\nZeilen \"und\" ein 🔑", "\u0000"})
    void givesBackWhatItSealed(String secret) {
        var sealed = vault().seal(secret, RECORD);

        assertThat(vault().open(sealed, RECORD)).isEqualTo(secret);
        assertThat(new String(bytes(sealed), StandardCharsets.ISO_8859_1)).doesNotContain("sesame");
    }

    @Test
    void givesBackAnyLength() {
        var text = "x".repeat(64 * 1024);

        assertThat(vault().open(vault().seal(text, RECORD), RECORD)).isEqualTo(text);
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        var vault = vault();
        var sealed = new HashSet<String>();

        for (int i = 0; i < 1000; i++) {
            sealed.add(vault.seal("open sesame", RECORD));
        }

        assertThat(sealed).hasSize(1000);
    }

    @Test
    void doesNotOpenWithAnotherKey() {
        var sealed = vault().seal("open sesame", RECORD);

        assertThatThrownBy(() -> given(ANOTHER_KEY).open(sealed, RECORD))
                .isInstanceOf(StoreRefused.class)
                .hasMessage(
                        "the secret of callout:17:auth does not open with this key; start with the key that it was kept with");
    }

    @Test
    void doesNotOpenForAnotherRecord() {
        var sealed = vault().seal("open sesame", RECORD);

        assertThatThrownBy(() -> vault().open(sealed, "callout:18:auth")).isInstanceOf(StoreRefused.class);
        assertThatThrownBy(() -> vault().open(sealed, "callout:17:password")).isInstanceOf(StoreRefused.class);
    }

    @Test
    void doesNotOpenWhatWasAltered() {
        var text = vault().seal("open sesame", RECORD);
        var sealed = bytes(text);

        for (int i = 0; i < sealed.length; i++) {
            var altered = sealed.clone();
            altered[i] ^= 1;
            assertThatThrownBy(() -> vault().open(id(text) + Base64.getEncoder().encodeToString(altered), RECORD))
                    .as("byte " + i)
                    .isInstanceOf(StoreRefused.class);
        }
    }

    @Test
    void doesNotOpenWhatWasCutShort() {
        var text = vault().seal("open sesame", RECORD);
        var sealed = bytes(text);

        for (int length = 0; length < sealed.length; length++) {
            var cut = id(text) + Base64.getEncoder().encodeToString(Arrays.copyOf(sealed, length));
            assertThatThrownBy(() -> vault().open(cut, RECORD))
                    .as(length + " bytes")
                    .isInstanceOf(StoreRefused.class)
                    .hasMessageStartingWith("the secret of callout:17:auth does not open");
        }
        assertThatThrownBy(() -> vault().open("open sesame", RECORD)).isInstanceOf(StoreRefused.class);
    }

    @Test
    void makesItsKeyAtTheFirstStartAndKeepsIt() throws IOException {
        var sealed = Vault.open(null, data).seal("open sesame", RECORD);
        var key = Files.readString(data.resolve("key"));

        assertThat(Vault.open(null, data).open(sealed, RECORD)).isEqualTo("open sesame");
        assertThat(Files.readString(data.resolve("key"))).isEqualTo(key);
        assertThat(Base64.getDecoder().decode(key.strip())).hasSize(32);
        assertThat(given(key.strip()).open(sealed, RECORD)).isEqualTo("open sesame");
    }

    @Test
    void everyDeskHasAKeyOfItsOwn() throws IOException {
        Vault.open(null, data.resolve("one"));
        Vault.open(null, data.resolve("two"));

        assertThat(Files.readString(data.resolve("one/key"))).isNotEqualTo(Files.readString(data.resolve("two/key")));
    }

    @Test
    void itsKeyIsReadableForItsOwnerAlone() throws IOException {
        Vault.open(null, data);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void makesNoKeyWhereItIsGivenOne() {
        vault().seal("open sesame", RECORD);

        assertThat(data.resolve("key")).doesNotExist();
    }

    @Test
    void saysWhatIsWrongWithAKey() throws IOException {
        Files.writeString(data.resolve("key"), "open sesame\n");
        assertThatThrownBy(() -> Vault.open(null, data))
                .isInstanceOf(StoreRefused.class)
                .hasMessage("the key in %s is not base64; make one with: openssl rand -base64 32", data.resolve("key"));

        Files.writeString(data.resolve("key"), "b3BlbiBzZXNhbWU=\n");
        assertThatThrownBy(() -> Vault.open(null, data))
                .hasMessage(
                        "the key in %s is not 32 bytes long; make one with: openssl rand -base64 32",
                        data.resolve("key"));

        assertThatThrownBy(() -> given("b3BlbiBzZXNhbWU="))
                .hasMessage(
                        "the key in --key-file or ROUNDTRIP_KEY is not 32 bytes long; make one with: openssl rand -base64 32");
    }

    @Test
    void ofSeveralKeysTheFirstSealsAndAllOpen() {
        var old = given(KEY).seal("open sesame", RECORD);
        var both = given(ANOTHER_KEY + "\n" + KEY + "\n");

        assertThat(both.open(old, RECORD)).isEqualTo("open sesame");
        var anew = both.seal("open sesame", RECORD);
        assertThat(given(ANOTHER_KEY).open(anew, RECORD)).isEqualTo("open sesame");
        assertThatThrownBy(() -> given(KEY).open(anew, RECORD)).isInstanceOf(StoreRefused.class);
    }

    @Test
    void opensWhatWasSealedBeforeKeysHadIds() {
        var sealed = given(KEY).seal("open sesame", RECORD);
        var asBefore = sealed.substring(id(sealed).length());

        assertThat(given(ANOTHER_KEY + "," + KEY).open(asBefore, RECORD)).isEqualTo("open sesame");
        assertThatThrownBy(() -> given(ANOTHER_KEY).open(asBefore, RECORD)).isInstanceOf(StoreRefused.class);
        assertThatThrownBy(() -> given(KEY).open(asBefore, "callout:18:auth")).isInstanceOf(StoreRefused.class);
    }

    @Test
    void theIdOfAKeyIsNoWayAroundIt() {
        var sealed = vault().seal("open sesame", RECORD);

        assertThatThrownBy(() ->
                        vault().open("00000000." + sealed.substring(id(sealed).length()), RECORD))
                .isInstanceOf(StoreRefused.class);
        assertThat(sealed).doesNotContain(KEY.substring(0, 8));
        assertThat(new KeySource.Given(KEY)).asString().isEqualTo("Given");
    }

    @Test
    void learnsOfANewKeyFromItsFileWhileItRuns() throws IOException {
        var file = Files.writeString(data.resolve("keys"), KEY + "\n");
        var vault = Vault.open(new KeySource.Kept(file), data);
        var anew = given(ANOTHER_KEY).seal("open sesame", RECORD);
        assertThatThrownBy(() -> vault.open(anew, RECORD)).isInstanceOf(StoreRefused.class);

        Files.writeString(file, ANOTHER_KEY + "\n" + KEY + "\n");

        assertThat(vault.open(anew, RECORD)).isEqualTo("open sesame");
    }
}
