package dev.roundtrip.template;

/** A text that is the same kind of place from end to end. */
record EvenSurroundings(Place place) implements Surroundings, Surroundings.Spot {
    @Override
    public void read(String text, int from, int to, StringBuilder sent, Mistakes mistakes) {
        sent.append(text, from, to);
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
    public String words() {
        return "in the text";
    }

    @Override
    public String advice() {
        return "";
    }
}
