package dev.roundtrip.ticket;

import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.FieldsRefused;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Checks a file before it is added, and fills in what was left out. Pure. */
final class AttachmentCheck {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]");
    /** Type and subtype, and behind a semicolon what they need to be read by: a character set. */
    private static final Pattern CONTENT_TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+ *(;[\\x20-\\x7e]*)?");

    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private AttachmentCheck() {}

    /** @throws FieldsRefused with all problems, under the names that clients of the REST API know */
    static AttachmentDraft check(AttachmentDraft draft, byte[] content) {
        var problems = new ArrayList<String>();
        var name = draft.fileName().strip();
        if (FieldValues.isNoValue(name)) {
            problems.add("fullPath: the file's name is needed, such as report.pdf");
        } else if (CONTROL.matcher(name).find()) {
            problems.add("fullPath: holds a line break or a control character; a file's name stands on one line");
        } else {
            check(problems, () -> {
                FieldValues.storable("fullPath", name);
                FieldValues.atMost("fullPath", name, AttachmentField.FULL_PATH.length());
            });
        }
        var title = FieldValues.isNoValue(draft.title()) ? name : FieldValues.onOneLine(draft.title());
        if (!title.equals(name)) {
            check(problems, () -> {
                FieldValues.storable("title", title);
                FieldValues.atMost("title", title, AttachmentField.TITLE.length());
            });
        }
        var type = FieldValues.isNoValue(draft.contentType())
                ? typeOf(name)
                : draft.contentType().strip();
        check(problems, () -> {
            FieldValues.storable("contentType", type);
            FieldValues.atMost("contentType", type, AttachmentField.CONTENT_TYPE.length());
            if (!CONTENT_TYPE.matcher(type).matches()) {
                throw new FieldValues.WrongValue(
                        "contentType: \"%s\" is no type of content, such as text/plain".formatted(type));
            }
        });
        if (!AttachmentField.PUBLISH.spec().offers(draft.publish())) {
            problems.add("publish: %d is not known; use 1 (everybody), 2 (internal) or 4 (internal and co-managed)"
                    .formatted(draft.publish()));
        }
        if (content.length == 0) {
            problems.add("data: the file is empty; at least 1 byte is needed");
        } else if (content.length > Attachment.MOST_BYTES) {
            problems.add("data: %,d bytes; at most %,d fit".formatted(content.length, Attachment.MOST_BYTES));
        }
        if (!problems.isEmpty()) {
            throw new FieldsRefused(problems);
        }
        return new AttachmentDraft(name, type, title, draft.publish());
    }

    private static String typeOf(String fileName) {
        var known = URLConnection.guessContentTypeFromName(fileName);
        return known == null ? UNKNOWN_TYPE : known;
    }

    private static void check(List<String> problems, Runnable one) {
        try {
            one.run();
        } catch (FieldValues.WrongValue e) {
            problems.add(e.getMessage());
        }
    }
}
