package dev.roundtrip.template;

/** A header value: one line, of ASCII on the wire. */
record HeaderSurroundings() implements Surroundings, Surroundings.Spot {
    @Override
    public void read(String text, int from, int to, StringBuilder sent, Mistakes mistakes) {
        for (int i = from; i < to; i++) {
            if (Character.isISOControl(text.charAt(i))) {
                mistakes.add(i, "a header value is one line without control characters; leave this one out");
                break;
            }
        }
        sent.append(Place.HEADER.escape(text.substring(from, to)));
    }

    @Override
    public Spot spot() {
        return this;
    }

    @Override
    public void end(int offset, Mistakes mistakes) {
        // every end is a good one
    }

    @Override
    public Place place() {
        return Place.HEADER;
    }

    @Override
    public String words() {
        return "in the header value";
    }

    @Override
    public String advice() {
        return "";
    }
}
