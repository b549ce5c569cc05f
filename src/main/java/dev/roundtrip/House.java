package dev.roundtrip;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.people.ApiUsers;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Tokens;
import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.Picklists;
import dev.roundtrip.ticket.Tickets;
import dev.roundtrip.ticket.UserFields;
import java.time.Clock;

/**
 * All rooms, built from the ground up and wired. The doors get them from here, and so do the tests: a whole desk without a web
 * server.
 */
public final class House implements AutoCloseable {
    private final Store store;
    private final Desk desk;
    private final Directory directory;
    private final People people;
    private final ApiUsers apiUsers;
    private final Tokens tokens;
    private final Picklists picklists;
    private final UserFields userFields;
    private final Tickets tickets;

    public House(Settings settings, Clock clock) {
        store = Store.open(settings.database());
        desk = new Desk(store);
        directory = new Directory(store);
        people = new People(store);
        apiUsers = new ApiUsers(store);
        tokens = new Tokens(store, clock);
        picklists = new Picklists(store);
        userFields = new UserFields(store);
        tickets = new Tickets(
                store,
                clock,
                desk,
                directory,
                picklists,
                userFields,
                id -> people.withId(id).isPresent());
    }

    public Store store() {
        return store;
    }

    public Desk desk() {
        return desk;
    }

    public Directory directory() {
        return directory;
    }

    public People people() {
        return people;
    }

    public ApiUsers apiUsers() {
        return apiUsers;
    }

    public Tokens tokens() {
        return tokens;
    }

    public Picklists picklists() {
        return picklists;
    }

    public UserFields userFields() {
        return userFields;
    }

    public Tickets tickets() {
        return tickets;
    }

    @Override
    public void close() {
        store.close();
    }
}
