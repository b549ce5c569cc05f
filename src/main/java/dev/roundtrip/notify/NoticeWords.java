package dev.roundtrip.notify;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the desk itself says to people, in their language. */
public final class NoticeWords {
    private static final String BUNDLE = "dev.roundtrip.notify.mail";

    private NoticeWords() {}

    /**
     * @param language English or German
     * @param values for {0} and so on; texts, for numbers and times are written by whoever knows how
     */
    public static String said(Locale language, String key, Object... values) {
        return new MessageFormat(ResourceBundle.getBundle(BUNDLE, language).getString(key), language).format(values);
    }
}
