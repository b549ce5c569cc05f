package dev.roundtrip.testing;

import java.net.URI;

/** Where the desk is, and the three parts with which an API user signs in. */
public record DeskAccount(URI url, String integrationCode, String userName, String secret) {}
