package dev.roundtrip.outbound;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One block of a PEM text. What stands between blocks is a comment.
 *
 * @param label {@code CERTIFICATE}, {@code PRIVATE KEY}, …
 * @param content what stands between its two lines
 */
record Pem(String label, String content) {
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----");

    /** @throws TlsProfile.Fault when a block has no end */
    static List<Pem> blocks(String setting, String text) {
        var blocks = new ArrayList<Pem>();
        var begin = BEGIN.matcher(text);
        int at = 0;
        while (begin.find(at)) {
            var label = begin.group(1);
            int end = text.indexOf("-----END " + label + "-----", begin.end());
            if (end < 0) {
                throw new TlsProfile.Fault(
                        setting, "breaks off: after -----BEGIN %s----- no -----END %1$s----- comes".formatted(label));
            }
            blocks.add(new Pem(label, text.substring(begin.end(), end)));
            at = end;
        }
        return blocks;
    }

    /** @throws IllegalArgumentException when it is not Base64 */
    byte[] bytes() {
        return Base64.getMimeDecoder().decode(content);
    }

    /** Nothing of it: it may be a key. */
    @Override
    public String toString() {
        return label;
    }
}
