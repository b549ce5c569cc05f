package dev.roundtrip.people;

/** What a person may do. */
public enum Role {
    /** everything */
    ADMINISTRATOR("administrator"),
    /** tickets and deliveries; reads callouts and rules */
    TECHNICIAN("technician"),
    /** reads all but secrets, people and the security log */
    READ_ONLY("read-only");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Role of(String word) {
        for (var role : values()) {
            if (role.word.equals(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException("role \"" + word + "\": use administrator, technician or read-only");
    }
}
