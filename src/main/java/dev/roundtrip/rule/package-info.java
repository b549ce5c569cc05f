/**
 * Workflow rules: when a ticket changes, decide what fires, and do it.
 *
 * <p>{@code RuleRunner} hears of a change, {@code RuleEvaluator} decides, and the runner carries out firing by firing: a rule's
 * updates, its notes, its notices, its callouts. All of it is in the ticket's transaction, and a firing that fails is undone alone. A
 * rule is held in numbers and typed values ({@code Rule}); {@code RuleWords} turns the words of people into it and back.
 *
 * <p>What was open, and how it is decided here:
 *
 * <ul>
 *   <li>On a created ticket everything was empty before: {@code changed} and {@code changed-to} hold for what it is created with.
 *   <li>A change of letters' case alone is no change to a rule, since text is compared without case.
 *   <li>A change that a rule makes is by "anyone", never by "people" or "api-users".
 *   <li>A date alone is equal to every moment of its day in the desk's zone; greater and less count from its beginning.
 *   <li>What a rule sets off is through before the rule goes on; so its own callouts tell of that too.
 *   <li>The sixth rule of a sequence is recorded as skipped with all others that would have fired on the same change.
 *   <li>Breadth is limited too: the changes that rules make set off a thousand firings at most, all sequences from one change together;
 *       further ones are recorded as skipped.
 * </ul>
 */
@NullMarked
package dev.roundtrip.rule;

import org.jspecify.annotations.NullMarked;
