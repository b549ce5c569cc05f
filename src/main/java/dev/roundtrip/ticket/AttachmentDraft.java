package dev.roundtrip.ticket;

/**
 * What is said of a file that is to be added; checked when it is.
 *
 * @param contentType blank: as the end of the file's name says
 * @param title blank: the file's name
 */
public record AttachmentDraft(String fileName, String contentType, String title, long publish) {}
