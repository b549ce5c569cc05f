package dev.roundtrip.web;

import dev.roundtrip.notify.MailAddress;
import dev.roundtrip.notify.MailRefusals;
import dev.roundtrip.notify.Reader;
import dev.roundtrip.people.Person;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Finds out whom mail does not get through to, wherever a page shows somebody who is told something. */
@Component
final class RefusedMails {
    private final MailRefusals refusals;

    RefusedMails(MailRefusals refusals) {
        this.refusals = refusals;
    }

    Map<MailAddress, RefusedMail> of(Collection<MailAddress> addresses, Words words) {
        var told = new HashMap<MailAddress, RefusedMail>();
        refusals.of(addresses)
                .forEach((address, refusal) -> told.put(address, RefusedMail.of(address.text(), refusal, words)));
        return told;
    }

    /** By the id of the person. */
    Map<Long, RefusedMail> ofPeople(Collection<Person> people, Words words) {
        var addresses = new HashMap<Long, MailAddress>();
        for (var person : people) {
            var address = Reader.Somebody.of(person).address();
            if (address != null) {
                addresses.put(person.id(), address);
            }
        }
        var refused = of(List.copyOf(addresses.values()), words);
        var told = new HashMap<Long, RefusedMail>();
        addresses.forEach((id, address) -> {
            var mail = refused.get(address);
            if (mail != null) {
                told.put(id, mail);
            }
        });
        return told;
    }

    /** Has a page of that person tell it, if there is something to tell. */
    void show(Person person, Words words, Model model) {
        ofPeople(List.of(person), words).values().forEach(mail -> model.addAttribute("refusedMail", mail));
    }
}
