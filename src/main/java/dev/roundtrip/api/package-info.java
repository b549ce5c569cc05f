/** The doors for programs: the REST API that existing clients speak, the desk's own, and the intake of alerts. */
@NullMarked
package dev.roundtrip.api;

import org.jspecify.annotations.NullMarked;
