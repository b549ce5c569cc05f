package dev.roundtrip.api;

/** The two ways in for programs, told apart by the first part of the path. */
enum Door {
    /** the API that existing clients speak */
    AUTOTASK("atservicesrest"),
    /** the desk's own, and the intake */
    OWN("api");

    private final String root;

    Door(String root) {
        this.root = root;
    }

    /** In lower case. */
    String root() {
        return root;
    }
}
