import { answers, less } from '@patto/access';
import { AwaitedActView, awaitedActs } from './awaited-acts.ts';

/** Acts that wait: for the asker, about the person, or brought by the asker's organisation; the latest first. */
export class AwaitedActList {}

/** An act in a list; what it says is in each. */
export class AwaitedActInList extends less(AwaitedActView, 'content', 'words') {}

export const awaitedActList = answers(AwaitedActList, { purpose: 'care', dataCategories: ['act'], page: AwaitedActInList }, async (_, ask) => {
  const { actor, organisation, onBehalfOf } = ask.by;
  const kinds = onBehalfOf ? ask.facts.find('delegation', onBehalfOf, actor).flatMap(({ is }) => is.acts) : [];
  const aboutPerson = { person: ask.party, ...(onBehalfOf && { kind: { $in: kinds } }) };
  const theirs = organisation ? { organisation } : { $or: [{ awaits: actor }, { actor }, aboutPerson] };
  const page = await ask.page(awaitedActs, { status: 'waits', until: { $gt: ask.now }, ...theirs }, { sort: ['-at'] });
  return { ...page, items: page.items.map(({ content: _content, words: _words, ...facts }) => facts) };
});
