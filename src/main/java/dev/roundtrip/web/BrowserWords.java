package dev.roundtrip.web;

import java.util.Arrays;
import java.util.Optional;

/** Tells a browser and its machine in short words, by what it calls itself. */
final class BrowserWords {
    /** In the order to look in: most call themselves what others are called too. */
    private enum Browser {
        EDGE("Edg", "Edge"),
        OPERA("OPR/", "Opera"),
        FIREFOX("Firefox/", "Firefox"),
        FIREFOX_IOS("FxiOS/", "Firefox"),
        CHROME("Chrome/", "Chrome"),
        CHROME_IOS("CriOS/", "Chrome"),
        SAFARI("Safari/", "Safari"),
        CURL("curl/", "curl");

        private final String mark;
        private final String word;

        Browser(String mark, String word) {
            this.mark = mark;
            this.word = word;
        }
    }

    private enum Machine {
        WINDOWS("Windows", "Windows"),
        ANDROID("Android", "Android"),
        IPHONE("iPhone", "iPhone"),
        IPAD("iPad", "iPad"),
        MAC("Mac OS X", "macOS"),
        CHROME_OS("CrOS", "ChromeOS"),
        LINUX("Linux", "Linux");

        private final String mark;
        private final String word;

        Machine(String mark, String word) {
            this.mark = mark;
            this.word = word;
        }
    }

    private BrowserWords() {}

    /** {@code Firefox on Linux}. */
    static String say(String agent, Words words) {
        var browser = browser(agent).orElseGet(() -> words.say("sessions.unknown"));
        return Arrays.stream(Machine.values())
                .filter(machine -> agent.contains(machine.mark))
                .findFirst()
                .map(machine -> words.say("sessions.on", browser, machine.word))
                .orElse(browser);
    }

    private static Optional<String> browser(String agent) {
        return Arrays.stream(Browser.values())
                .filter(browser -> agent.contains(browser.mark))
                .findFirst()
                .map(browser -> browser.word);
    }
}
