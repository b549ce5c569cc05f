package dev.roundtrip.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a rule did not fire, in the words of that time: names may have changed since. The trace keeps it as JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
    @JsonSubTypes.Type(FailedCondition.Test.class),
    @JsonSubTypes.Type(FailedCondition.Any.class),
    @JsonSubTypes.Type(FailedCondition.Window.class)
})
public sealed interface FailedCondition {

    /**
     * A test that did not hold. Values are numbers, flags or texts; long texts are shortened.
     *
     * @param attribute {@code status}, {@code udf.Severity}, {@code note.text}, {@code company.classification}
     * @param operator as the setup file spells it
     * @param wanted what it asked with
     * @param before null when there was no value, or no ticket
     * @param labels what people call the numbers, by number
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Test(
            String attribute,
            String operator,
            List<Object> wanted,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Object before,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Object after,

            Map<String, String> labels)
            implements FailedCondition {

        /** A value as people read it: {@code Complete (5)}, {@code disk full}; null for none. */
        public @Nullable String shown(@Nullable Object value) {
            if (value == null) {
                return null;
            }
            var label = labels.get(value.toString());
            return label == null ? value.toString() : label + " (" + value + ")";
        }
    }

    /**
     * A time window that the change is not in.
     *
     * @param during {@code inside business-hours}, {@code outside mon-fri 08:00-18:00}
     * @param at the moment of the change in the desk's zone, {@code 2026-11-26T18:05:00+01:00}
     */
    record Window(String during, String at) implements FailedCondition {}

    /** A group of which no test held. */
    record Any(List<Test> any) implements FailedCondition {}
}
