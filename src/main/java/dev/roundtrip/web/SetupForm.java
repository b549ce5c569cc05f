package dev.roundtrip.web;

import dev.roundtrip.notify.Channel;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What somebody typed to become the first administrator. */
record SetupForm(String code, String name, String login, String password, String language, String zone) {
    private static final int LONGEST_TEXT = 200;

    static SetupForm empty(String code, String language) {
        var here = ZoneId.systemDefault().getId();
        return new SetupForm(code, "", "", "", language, Zones.KNOWN.contains(here) ? here : "UTC");
    }

    /** What is to be mended: field to message key, in the order of the page. */
    Map<String, String> mistakes() {
        var mistakes = new LinkedHashMap<String, String>();
        if (code.isBlank()) {
            mistakes.put("code", "setup.code.missing");
        }
        if (name.isBlank() || name.length() > LONGEST_TEXT) {
            mistakes.put("name", "setup.name.wrong");
        }
        if (login.isBlank() || login.strip().length() > LONGEST_TEXT) {
            mistakes.put("login", "setup.login.wrong");
        } else if (Channel.isMeantBy(login)) {
            mistakes.put("login", "setup.login.channel");
        }
        NewPassword.mistake(password, List.of(login, name)).ifPresent(key -> mistakes.put("password", key));
        if (PageLanguage.spoken(language).isEmpty()) {
            mistakes.put("language", "setup.language.wrong");
        }
        if (!Zones.KNOWN.contains(zone)) {
            mistakes.put("zone", "setup.zone.wrong");
        }
        return mistakes;
    }

    /** Only of a form without mistakes. */
    Person administrator() {
        var email = login.contains("@") ? login.strip() : null;
        return new Person(0, login, name.strip(), email, Role.ADMINISTRATOR, language, true);
    }

    public List<String> zoneChoices() {
        return Zones.KNOWN;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "SetupForm[" + login + "]";
    }
}
