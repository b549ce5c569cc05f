/**
 * The setup file: read, checked, compared, applied, and written out. And the desk entry by entry, in its words.
 *
 * <pre>
 * ApplyCommand, SetupApi, --setup            the doors
 *   SetupFile                                one file, one write, all or nothing
 *     SetupReader                            text -> SetupDocument, or every mistake with its line and column
 *       YamlReader -> Node -> Part           what is asked of a Part is what is known there
 *       Filled, Sources                      ${env:NAME} and ${file:PATH}, from this machine or as a client sent them
 *     Applying                               each record compared with the desk, changed where it differs
 *       Meant                                which record: the one of its name, a new one, the one of an id
 *       rule.RuleMaker                       WordedRule -> Rule: names become what the desk knows by them
 *
 * EntriesApi, RulesApi                       the door for single records, each as an entry of the file
 *   Sections -> Section                      the parts of the file at this desk: listed, written, read
 *     SentJson, JsonReader -> Node -> Part   every mistake with its pointer into the body
 *     AppliedSection                         one entry, one write, applied by Applying as those of a file are
 *     RuleSection                            rules, by RuleReader and RuleMaker
 *     EntryWriter                            a record -> what is read as the same; secrets as Withheld has them
 *
 * ExportCommand, SetupApi                    the doors out
 *   Export -> YamlWriter                     all sections, as one file
 * </pre>
 */
@NullMarked
package dev.roundtrip.setup;

import org.jspecify.annotations.NullMarked;
