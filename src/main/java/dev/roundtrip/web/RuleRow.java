package dev.roundtrip.web;

import java.util.List;

/**
 * A rule in the list of rules.
 *
 * @param place among all, from 1
 * @param last whether none stands behind it
 * @param lastFired a day in words
 */
record RuleRow(
        long id,
        String name,
        List<Piece> sentence,
        boolean active,
        int place,
        boolean last,
        String lastFired,
        List<FindingTexts.Told> findings) {
    public boolean first() {
        return place == 1;
    }
}
