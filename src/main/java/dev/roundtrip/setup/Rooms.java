package dev.roundtrip.setup;

import dev.roundtrip.callout.Callouts;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.notify.Channels;
import dev.roundtrip.notify.Notices;
import dev.roundtrip.people.ApiUsers;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Tokens;
import dev.roundtrip.rule.Renderer;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.rule.Rules;
import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.ServiceLevels;
import dev.roundtrip.ticket.UserFields;

/** All that a setup file can speak of. */
public record Rooms(
        Store store,
        Desk desk,
        Directory directory,
        Picklists picklists,
        ServiceLevels serviceLevels,
        UserFields userFields,
        People people,
        ApiUsers apiUsers,
        Tokens tokens,
        Channels channels,
        Notices notices,
        Callouts callouts,
        Rules rules,
        RuleWords words,
        Renderer renderer) {}
