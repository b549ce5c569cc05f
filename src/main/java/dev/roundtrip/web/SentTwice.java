package dev.roundtrip.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Does once what a form asks for though it is sent twice, by a double click or by a browser that asks again: the second gets the first's answer.
 *
 * <p>A form carries a token of its own. The same form with other words in it is another request. What was done is remembered in memory for the
 * last {@value #MOST}: after a restart, and at another node, the record's version or its name stands in the way of a second time.
 */
@Component
final class SentTwice {
    private static final int MOST = 1000;
    /** The form's field that holds it. */
    static final String TOKEN = "_once";

    private final SecureRandom random = new SecureRandom();

    private final Map<String, CompletableFuture<Optional<String>>> answers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Optional<String>>> eldest) {
            return size() > MOST;
        }
    };

    /** For a form that is shown. */
    String token() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * @param person who sends it
     * @param save does it; what it answers is the address to go to, empty when nothing was done
     */
    Optional<String> once(long person, Typed form, Supplier<Optional<String>> save) {
        var token = form.text(TOKEN);
        if (token.isEmpty()) {
            return save.get();
        }
        var mine = new CompletableFuture<Optional<String>>();
        var key = key(person, form);
        CompletableFuture<Optional<String>> first;
        synchronized (answers) {
            first = answers.putIfAbsent(key, mine);
        }
        if (first != null) {
            var answer = first.join();
            // It came to nothing, which is found out again as quickly.
            return answer.isPresent() ? answer : save.get();
        }
        var answer = Optional.<String>empty();
        try {
            answer = save.get();
            return answer;
        } finally {
            mine.complete(answer);
            if (answer.isEmpty()) {
                synchronized (answers) {
                    answers.remove(key, mine);
                }
            }
        }
    }

    private static String key(long person, Typed form) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(Long.toString(person).getBytes(StandardCharsets.UTF_8));
            for (var name : form.names()) {
                for (var value : form.all(name)) {
                    digest.update((name.length() + name + value.length() + value).getBytes(StandardCharsets.UTF_8));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
