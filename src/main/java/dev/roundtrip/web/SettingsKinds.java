package dev.roundtrip.web;

import java.util.List;

/** A page of the settings, with the kinds that it lists. */
interface SettingsKinds {
    List<SettingsKind> kinds();
}
