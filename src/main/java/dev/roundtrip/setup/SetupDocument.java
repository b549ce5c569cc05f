package dev.roundtrip.setup;

import dev.roundtrip.callout.Authentication;
import dev.roundtrip.callout.DataFormat;
import dev.roundtrip.callout.StatusCodes;
import dev.roundtrip.callout.SuccessTest;
import dev.roundtrip.delivery.AfterCrash;
import dev.roundtrip.delivery.RetryPolicy;
import dev.roundtrip.directory.OpenHours;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.UserField;
import dev.roundtrip.notify.Channel;
import dev.roundtrip.notify.Telling;
import dev.roundtrip.people.Role;
import dev.roundtrip.people.Token;
import dev.roundtrip.rule.WordedRule;
import dev.roundtrip.ticket.ServiceLevel;
import dev.roundtrip.ticket.Targets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a setup file says, or one entry of it that was sent by itself, read and checked as far as it tells alone, references filled in. Every
 * entry knows its {@code path} in the file ({@code callouts[0]}), and {@link #origins} the line and column of each path.
 *
 * <p>A null means: not said. What the grammar has a default for is never null.
 *
 * @param reading knows what is wrong with it as far as it tells alone
 * @param spoilt paths of the records that have such mistakes: beyond their form they cannot be judged, nor can who names them. The
 *     empty path is the file itself, whose parts are then not all known
 * @param entries in the order in which they are applied: what is named stands before who names it
 */
record SetupDocument(Reading reading, Set<String> spoilt, Meant meant, List<Entry> entries) {
    SetupDocument {
        spoilt = Set.copyOf(spoilt);
        entries = List.copyOf(entries);
    }

    Origins origins() {
        return reading.origins;
    }

    Mistakes mistakes() {
        return reading.mistakes;
    }

    <E extends Entry> List<E> all(Class<E> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Of one record. */
    sealed interface Entry {
        String path();

        /** What it is called: most are named so by the rest of the file. */
        String called();

        /** The path of one of its keys. */
        default String at(String key) {
            return Part.pathOf(path(), key);
        }
    }

    /** The desk is one and always there: what is not said of it stays as it is. */
    record DeskEntry(
            String path,
            @Nullable String domain,
            @Nullable ZoneId zone,
            @Nullable String language,
            @Nullable OpenHours businessHours,
            @Nullable SortedSet<LocalDate> holidays)
            implements Entry {
        @Override
        public String called() {
            return "desk";
        }
    }

    /**
     * @param own whether it is the desk's own company, whatever that is called
     * @param manager the login of the person who looks after it
     */
    record CompanyEntry(
            String path,
            boolean own,
            String name,
            @Nullable String classification,
            boolean active,
            @Nullable String manager)
            implements Entry {
        @Override
        public String called() {
            return name;
        }
    }

    record PicklistEntry(String path, PicklistName list, long number, String label, boolean active) implements Entry {
        @Override
        public String called() {
            return label;
        }
    }

    /**
     * @param targets by priority, as the file names it, and the key {@code other}
     * @param nothing null where the file leaves it out: then what is usual; so are the other two
     */
    record ServiceLevelEntry(
            String path,
            String name,
            boolean active,
            boolean byDefault,
            ServiceLevel.Hours hours,
            Map<Value, Targets> targets,
            @Nullable List<Value> nothing,
            @Nullable List<Value> waiting,
            @Nullable List<Value> resolutionPlan)
            implements Entry {
        @Override
        public String called() {
            return name;
        }
    }

    record FieldEntry(
            String path,
            String name,
            UserField.Type type,
            List<Value> values,
            @Nullable String defaultValue,
            @Nullable String description,
            boolean active)
            implements Entry {
        @Override
        public String called() {
            return name;
        }
    }

    record PersonEntry(
            String path,
            String login,
            String name,
            @Nullable String email,
            Role role,
            @Nullable String language,
            @Nullable Secret password,
            boolean active)
            implements Entry {
        @Override
        public String called() {
            return login;
        }
    }

    record ApiUserEntry(
            String path,
            String login,
            @Nullable Secret secret,
            @Nullable String integrationCode,
            List<Value> companies,
            boolean active)
            implements Entry {
        @Override
        public String called() {
            return login;
        }

        ApiUserEntry with(Secret drawn) {
            return new ApiUserEntry(path, login, drawn, integrationCode, companies, active);
        }
    }

    /** @param expires a day or a time, as the file has it */
    record TokenEntry(
            String path,
            String name,
            @Nullable Secret token,
            Set<Token.Scope> scopes,
            @Nullable String expires) implements Entry {
        @Override
        public String called() {
            return name;
        }

        TokenEntry with(Secret drawn) {
            return new TokenEntry(path, name, drawn, scopes, expires);
        }
    }

    /** @param url null where the file leaves it out: then the one that is kept stays */
    record ChannelEntry(
            String path,
            String name,
            Channel.Kind kind,
            @Nullable Secret url) implements Entry {
        @Override
        public String called() {
            return name;
        }
    }

    /**
     * @param secrets by name, empty where the file names one without telling it; null where it names none: then those that are
     *     kept stay
     * @param authSecret null where the file leaves it out: then the one that is kept stays
     * @param field by name
     * @param tlsKey null where the file leaves it out: then the one that is kept stays
     * @param telling null where the file leaves it out: then nobody is told, and that is warned about
     * @param signing the newest first; empty where the file leaves them out: then those that are kept stay; null signs nothing
     */
    record CalloutEntry(
            String path,
            String name,
            boolean active,
            String url,
            String method,
            DataFormat format,
            @Nullable String contentType,
            @Nullable String body,
            Map<String, Value> headers,
            @Nullable Map<String, Optional<Secret>> secrets,
            Authentication authentication,
            @Nullable Secret authSecret,
            @Nullable String field,
            SuccessTest success,
            RetryPolicy retry,
            @Nullable StatusCodes never,
            boolean retryAfter,
            Duration timeout,
            int concurrency,
            AfterCrash afterCrash,
            @Nullable String ca,
            @Nullable String certificate,
            @Nullable Secret tlsKey,
            @Nullable List<Secret> signing,
            @Nullable TellingEntry telling)
            implements Entry {
        @Override
        public String called() {
            return name;
        }
    }

    /** @param who in the words of rules */
    record TellingEntry(List<Value> who, Telling.When when) {}

    record RuleEntry(WordedRule rule) implements Entry {
        @Override
        public String path() {
            return rule.path();
        }

        @Override
        public String called() {
            return rule.name();
        }
    }
}
