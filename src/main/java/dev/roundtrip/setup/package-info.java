/**
 * The setup file: read, checked, compared, applied. And single rules in its words.
 *
 * <pre>
 * ApplyCommand, SetupApi, --setup            the doors
 *   SetupFile                                one file, one write, all or nothing
 *     SetupReader                            text -> SetupDocument, or every mistake with its line and column
 *       YamlReader -> Node -> Part           what is asked of a Part is what is known there
 *       Filled, Sources                      ${env:NAME} and ${file:PATH}, from this machine or as a client sent them
 *     Applying                               each record compared with the desk, changed where it differs
 *       RuleMaker                            RuleEntry -> Rule: names become what the desk knows by them
 *
 * RulesApi                                   the door for single rules, each as an entry of the file
 *   WrittenRules                             one rule, one write
 *     SentJson, JsonReader -> Node -> Part   every mistake with its pointer into the body
 *       RuleReader, RuleMaker                as for the file
 *     RuleWriter                             Rule -> what RuleReader reads
 * </pre>
 */
@NullMarked
package dev.roundtrip.setup;

import org.jspecify.annotations.NullMarked;
