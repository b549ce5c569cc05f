package dev.roundtrip.rule;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Records that a rule holds by id and people know by name (a person and an API user by login). */
public interface Named {
    /** Names are found without case. */
    Optional<Long> id(String name);

    Optional<String> name(long id);

    /** Whether it is there and in use. */
    boolean isActive(long id);

    /** All names, to find the one that was meant. */
    List<String> names();

    /** Records of which each is in use. */
    static <T> Named of(Supplier<List<T>> all, ToLongFunction<T> id, Function<T, String> name) {
        return of(all, id, name, one -> true);
    }

    /** Out of {@code all}, which is asked anew each time. */
    static <T> Named of(Supplier<List<T>> all, ToLongFunction<T> id, Function<T, String> name, Predicate<T> active) {
        return new Named() {
            @Override
            public Optional<Long> id(String wanted) {
                var key = keyOf(wanted);
                return all.get().stream()
                        .filter(one -> keyOf(name.apply(one)).equals(key))
                        .map(id::applyAsLong)
                        .findFirst();
            }

            @Override
            public Optional<String> name(long wanted) {
                return withId(wanted).map(name);
            }

            @Override
            public boolean isActive(long wanted) {
                return withId(wanted).filter(active).isPresent();
            }

            private Optional<T> withId(long wanted) {
                return all.get().stream()
                        .filter(one -> id.applyAsLong(one) == wanted)
                        .findFirst();
            }

            @Override
            public List<String> names() {
                return all.get().stream().map(name).toList();
            }

            private static String keyOf(String name) {
                return name.strip().toLowerCase(Locale.ROOT);
            }
        };
    }
}
