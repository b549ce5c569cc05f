package dev.roundtrip.callout;

import dev.roundtrip.delivery.AfterCrash;
import dev.roundtrip.delivery.RetryPolicy;
import dev.roundtrip.notify.Telling;
import dev.roundtrip.outbound.TlsProfile;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a monitoring system's maker supplies so that an alert can be closed: where, how written, how shown to be us, and what counts as
 * success.
 *
 * @param id 0 before it is stored
 * @param name unique without case
 * @param url a template
 * @param method GET, POST, PUT, PATCH or DELETE
 * @param contentType of a custom body
 * @param body template of a custom body; null with GET
 * @param headers values are templates; in the order they are sent
 * @param field id of the user-defined field that a ticket must hold a value in; null for all tickets
 * @param never codes that are not tried again; null for none
 * @param retryAfter whether the far end may ask to be left alone for longer, up to an hour
 * @param timeout of the whole exchange; 1 to 300 s
 * @param concurrency calls at once; 1 to 100
 * @param ca certificates, in PEM, of a private certification authority; null trusts the system's
 * @param certificate in PEM, with its intermediates, that is shown to a far end that asks for one; its key is a secret. Null shows none
 * @param signatures how many secrets sign a request, each for itself: 0 to 2, two while one takes the place of the other
 * @param secretNames of the secrets that templates may use, in lower case
 * @param telling whom it tells what came of it; null as long as nobody has chosen
 */
public record Callout(
        long id,
        String name,
        boolean active,
        String url,
        String method,
        DataFormat format,
        @Nullable String contentType,
        @Nullable String body,
        Map<String, String> headers,
        Authentication authentication,
        @Nullable Long field,
        SuccessTest success,
        RetryPolicy retry,
        @Nullable StatusCodes never,
        boolean retryAfter,
        Duration timeout,
        int concurrency,
        AfterCrash afterCrash,
        @Nullable String ca,
        @Nullable String certificate,
        int signatures,
        Set<String> secretNames,
        @Nullable Telling telling) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    public static final int DEFAULT_CONCURRENCY = 8;
    public static final int MOST_SIGNATURES = 2;
    static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final String LANE = "callout:";

    public Callout {
        name = name.strip();
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        var lower = new TreeSet<String>();
        secretNames.forEach(secret -> lower.add(secret.strip().toLowerCase(Locale.ROOT)));
        secretNames = Collections.unmodifiableSet(lower);
        refuseWrongName(name);
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("method \"" + method + "\": use GET, POST, PUT, PATCH or DELETE");
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofSeconds(300)) > 0) {
            throw new IllegalArgumentException("timeout " + timeout.toSeconds() + " s: 1 to 300 s");
        }
        if (concurrency < 1 || concurrency > 100) {
            throw new IllegalArgumentException("concurrency " + concurrency + ": 1 to 100");
        }
        if (signatures < 0 || signatures > MOST_SIGNATURES) {
            throw new IllegalArgumentException("signatures " + signatures + ": 0 to " + MOST_SIGNATURES);
        }
        if (method.equals("GET") && format != DataFormat.NAME_VALUE_PAIRS && format != DataFormat.CUSTOM) {
            throw new IllegalArgumentException(
                    "format " + format.word() + ": a GET has no body; use name-value-pairs, or custom without a body");
        }
        if (method.equals("GET") && body != null) {
            throw new IllegalArgumentException("body: a GET has none; put what is to be sent into the url");
        }
        if (format != DataFormat.CUSTOM && (body != null || contentType != null)) {
            throw new IllegalArgumentException(
                    "body, content-type: only format custom has them; this is " + format.word());
        }
        if (format == DataFormat.CUSTOM && !method.equals("GET") && (body == null || contentType == null)) {
            throw new IllegalArgumentException("body, content-type: format custom needs both");
        }
    }

    /** A POST of name-value pairs, everything else as the defaults have it. */
    public static Callout to(String name, String url) {
        return new Callout(
                0,
                name,
                true,
                url,
                "POST",
                DataFormat.NAME_VALUE_PAIRS,
                null,
                null,
                Map.of(),
                new Authentication.None(),
                null,
                SuccessTest.DEFAULT,
                RetryPolicy.DEFAULT,
                null,
                false,
                DEFAULT_TIMEOUT,
                DEFAULT_CONCURRENCY,
                AfterCrash.RESEND,
                null,
                null,
                0,
                Set.of(),
                null);
    }

    /** Whether nobody hears of it when it fails: on purpose, or since nobody has chosen. */
    public boolean tellsNobody() {
        return telling == null || telling.isNobody();
    }

    /** The lane its deliveries travel in. */
    public String lane() {
        return laneOf(id);
    }

    public static String laneOf(long id) {
        return LANE + id;
    }

    /** Whether what travels in that lane is a callout's. */
    public static boolean isOfCallouts(String lane) {
        return lane.startsWith(LANE);
    }

    /** The callout whose lane it is. */
    public static long idOf(String lane) {
        return Long.parseLong(lane.substring(LANE.length()));
    }

    /** @throws IllegalArgumentException when no callout can be called so */
    public static void refuseWrongName(String name) {
        if (name.isBlank() || name.strip().length() > 100) {
            throw new IllegalArgumentException("callout name \"" + name.strip() + "\": 1 to 100 characters");
        }
    }

    /** The same callout, switched on or off. */
    public Callout switched(boolean on) {
        return as(id, name, on);
    }

    Callout withId(long newId) {
        return as(newId, name, active);
    }

    /** What it does and how, under another id and name, active or not. */
    Callout as(long newId, String newName, boolean on) {
        return new Callout(
                newId,
                newName,
                on,
                url,
                method,
                format,
                contentType,
                body,
                headers,
                authentication,
                field,
                success,
                retry,
                never,
                retryAfter,
                timeout,
                concurrency,
                afterCrash,
                ca,
                certificate,
                signatures,
                secretNames,
                telling);
    }

    /**
     * Whom it trusts and what it shows of itself.
     *
     * @throws TlsProfile.Fault when that cannot be
     */
    TlsProfile tls(Secrets secrets) {
        return ca == null && certificate == null
                ? TlsProfile.SYSTEM
                : new TlsProfile(ca, certificate, certificate == null ? null : secrets.tlsKey());
    }

    /** By which it is found: names are equal without case. */
    public String key() {
        return keyOf(name);
    }

    static String keyOf(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
