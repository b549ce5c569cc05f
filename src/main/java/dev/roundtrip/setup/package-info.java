/**
 * The setup file: read, checked, compared, applied.
 *
 * <pre>
 * ApplyCommand, SetupApi, --setup            the doors
 *   SetupFile                                one file, one write, all or nothing
 *     SetupReader                            text -> SetupDocument, or every mistake with its line and column
 *       YamlReader -> Node -> Part           what is asked of a Part is what is known there
 *       Filled, Sources                      ${env:NAME} and ${file:PATH}, from this machine or as a client sent them
 *     Applying                               each record compared with the desk, changed where it differs
 * </pre>
 */
@NullMarked
package dev.roundtrip.setup;

import org.jspecify.annotations.NullMarked;
