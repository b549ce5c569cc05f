package dev.roundtrip.notify;

import java.util.List;
import java.util.Locale;

/** What is said above notices that go together. Pure. */
final class Together {
    private Together() {}

    /** On one line; of one notice its own. */
    static String subject(List<Notice> notices, boolean quiet, Locale language) {
        var last = notices.getLast().subject();
        if (notices.size() == 1) {
            return last;
        }
        return quiet
                ? NoticeWords.said(language, "quiet.subject", Integer.toString(notices.size()))
                : NoticeWords.said(language, "late.subject", last, notices.size() - 1);
    }

    /** @param notices at least two */
    static String text(List<Notice> notices, boolean quiet, Locale language) {
        return NoticeWords.said(language, quiet ? "quiet.text" : "late.text", Integer.toString(notices.size()));
    }
}
