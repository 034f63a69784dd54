/** Somebody near, and where they are answered: with something of their own, or with numbers, and never with what tells of Maria. */
export interface Near {
  readonly who: string;
  readonly login?: string;
  /** What stands in the place of a token. */
  readonly holding?: 'link' | 'nothing';
  readonly actingFor?: 'maria' | 'nino';
  readonly isAnswered?: RegExp;
  /** What they read because it is their own line of the plan, or their own note. */
  readonly ownWords?: string;
}

/** An auditor reads who looked, who owes what and how referrals stand, as facts; of events those of their own audit. */
const AUDITING = /accesses$|^\/(referrals|deliveries|events|obligations|overdue|orphan-intervals)/;
const OF_THEIR_AUDIT = new RegExp(`${AUDITING.source}|^/audits`);
/** Whoever has a line in the plan reads that line, and who owes it. */
const THEIR_LINE = /excerpts?$|^\/(obligations|overdue|work-queue)/;
/** That they were asked, that it took place, and their own note of it are on their record; nothing that Maria said of it. */
const THEIR_RIDE = /^\/(deliveries|obligations|referrals(\?|$))/;

/** Twenty-seven who are near to Maria or to Nino and have no basis, or none any more. */
export const NEAR: readonly Near[] = [
  { who: 'a former operator of the body in charge', login: 'ugo' },
  { who: 'an operator of it who audits now', login: 'mirko', isAnswered: OF_THEIR_AUDIT },
  { who: 'the auditor whose audit is open', login: 'marta', isAnswered: OF_THEIR_AUDIT },
  { who: 'an auditor of another body', login: 'bruno', isAnswered: AUDITING },
  { who: 'the coordinator of another municipality', login: 'dora' },
  { who: 'the provider who lost the accreditation', login: 'chiara', isAnswered: THEIR_LINE, ownWords: 'on the stairs' },
  { who: 'the administrator of that provider', login: 'ada', isAnswered: THEIR_LINE, ownWords: 'on the stairs' },
  { who: 'the program of that provider', login: 'program' },
  { who: 'whoever drove her while she consented', login: 'giulia', isAnswered: THEIR_RIDE, ownWords: 'cheese stall' },
  { who: 'a colleague of theirs', login: 'vera', isAnswered: THEIR_RIDE, ownWords: 'cheese stall' },
  { who: 'an operator of a company', login: 'elena' },
  { who: 'an operator of the union', login: 'renzo' },
  { who: 'a person with nothing to do with her', login: 'eva' },
  { who: 'such a person on her behalf', login: 'eva', actingFor: 'maria' },
  { who: 'the delegate whom she took it from', login: 'anna', actingFor: 'maria' },
  { who: 'that one for themself', login: 'anna', isAnswered: THEIR_LINE },
  { who: 'the supporter, for themself', login: 'piero', isAnswered: THEIR_LINE },
  { who: 'the supporter, on her behalf', login: 'piero', actingFor: 'maria' },
  { who: 'a supporter who was asked and said nothing', login: 'carla' },
  { who: 'a supporter who stepped back', login: 'tino' },
  { who: 'a parent of Nino who lost the responsibility', login: 'gino', actingFor: 'nino' },
  { who: 'that parent for themself', login: 'gino' },
  { who: 'the other parent of Nino about Maria', login: 'rosa', isAnswered: /accesses$/ },
  { who: 'the physiotherapist on her behalf', login: 'paolo', actingFor: 'maria' },
  { who: 'the holder of a link that was called off', holding: 'link' },
  { who: 'whoever is nobody here', login: 'stranger' },
  { who: 'whoever has no token', holding: 'nothing' },
];
