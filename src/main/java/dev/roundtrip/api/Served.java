package dev.roundtrip.api;

import dev.roundtrip.field.Filter;
import dev.roundtrip.field.Page;
import dev.roundtrip.field.Query;
import dev.roundtrip.field.UserField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the API serves of one entity: how its rows are found and shown. */
interface Served<T> {
    Entity entity();

    /** As its addresses call it, which are read without case: {@code Tickets}. */
    String path();

    Page<T> find(Query query);

    /** @param companies only of these; empty means of all */
    long count(Filter where, Set<Long> companies);

    /** The row of that id, if this caller may see it. */
    Optional<T> one(long id, Caller caller);

    long idOf(T row);

    Map<String, @Nullable Object> item(T row, IncludedFields included);

    /** What is answered when one is asked for by its id. */
    default Map<String, @Nullable Object> whole(T row) {
        return Map.of("item", item(row, IncludedFields.ALL));
    }

    /** Active and inactive. */
    default List<UserField> userFields() {
        return List.of();
    }

    /** Members of an answer beside its fields: clients' models have them, and here nothing is in them. */
    default List<String> besides() {
        return List.of();
    }

    /** Whether clients add rows below what they belong to; they cannot be changed then. */
    default boolean isAdded() {
        return false;
    }

    /** @throws ApiProblem when it cannot be asked in this way */
    default void refuse(Filter where) {}

    /** One whose rows clients can make and change. */
    interface Writable<T> extends Served<T> {
        /** Whether this caller may make any. */
        default boolean canCreate(Caller caller) {
            return true;
        }

        /** Whether this caller may change those that it sees. */
        default boolean canChange(Caller caller) {
            return true;
        }

        /** @return the id of the new row */
        long create(Caller caller, Members body);

        /**
         * Changes a row that this caller may see.
         *
         * @param whole what is not named is cleared
         */
        void change(Caller caller, long id, Members body, boolean whole);
    }
}
