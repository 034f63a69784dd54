import { AreViews, type Asking, answers, IsView, SEAL_STATES, type SealState, type SealStateOf } from '@patto/access';
import { AreTexts, By, type Fact, type Instant, IsInstant, IsText, Rejection } from '@patto/contracts';
import type { Recorded } from '@patto/event-store';
import { IsIn, IsInt, IsOptional, IsUUID, Min } from 'class-validator';
import { AllowingRule, allowingRule, proofPlace } from './allowing-rule.ts';
import { eventPlaces } from './event-places.ts';
import { chainOf, eventAt } from './authority-chain.ts';

const LONGEST_NAME = 200;
const MOST_GROUNDS = 1_000;
const MOST_VALUES = 1_000;

/** One member of a fact, as text: a period, a holder, competences. */
class FactMember {
  @IsText(LONGEST_NAME) readonly name!: string;
  @AreTexts(MOST_VALUES, 2_000) readonly values!: readonly string[];
}

/** What a link gave, in force when it was relied on. */
class StandingFact {
  @IsText(LONGEST_NAME) readonly kind!: string;
  @IsOptional() @IsInstant() readonly from?: Instant;
  @IsOptional() @IsInstant() readonly until?: Instant;
  @AreViews(() => FactMember) readonly members!: readonly FactMember[];
}

/** An event of a chain: who recorded it, on what, and where its proof is. */
class RecordedAct {
  @IsUUID() readonly id!: string;
  @IsText(LONGEST_NAME) readonly type!: string;
  @IsText(LONGEST_NAME) readonly stream!: string;
  @IsInt() @Min(1) readonly revision!: number;
  @IsInt() @Min(0) readonly position!: number;
  @IsInstant() readonly time!: Instant;
  @IsInstant() readonly happenedAt!: Instant;
  @IsView(() => By) readonly by!: By;
  @AreTexts(MOST_GROUNDS, LONGEST_NAME) readonly basedOn!: readonly string[];
  /** The rule of the policy that allowed it; events of before rules were recorded do not name one. */
  @IsOptional() @IsView(() => AllowingRule) readonly allowedBy?: AllowingRule;
  @IsIn(SEAL_STATES) readonly state!: SealState;
  /** Where the proof is fetched that the ledger has it. */
  @IsText(LONGEST_NAME) readonly proof!: string;
}

class AuthorityLink {
  /** What the act, or a link before this one, names: `mandate-…@3`. */
  @IsText(LONGEST_NAME) readonly cited!: string;
  @IsView(() => RecordedAct) readonly recorded!: RecordedAct;
  @AreViews(() => StandingFact) readonly gave!: readonly StandingFact[];
}

/** An act, and all that it rested on as it stood then, the nearest first. */
export class Authority {
  @IsView(() => RecordedAct) readonly act!: RecordedAct;
  @AreViews(() => AuthorityLink) readonly links!: readonly AuthorityLink[];
}

/** By what authority an event was recorded: for auditors, those who acted, and those whom it names. */
export class AuthorityOfEvent {
  @IsUUID() readonly event!: string;
}

export const authorityOfEvent = answers(AuthorityOfEvent, { purpose: 'audit', dataCategories: [], answer: Authority }, async ({ event }, ask) => {
  const place = await ask.one(eventPlaces, event);
  const act = place && (await eventAt(ask.log, place.position));
  if (!ask.roles.includes('auditor') && !(act && names(act, ask))) {
    throw new Rejection('not-a-recipient', 'By what authority something was done is told to those who did it, those whom it names, and auditors.');
  }
  if (!act) return undefined;
  const stateOf = ask.sealStates();
  const links = await chainOf(ask.log, act);
  const byCitation = new Map(links.map(({ cited, recorded }) => [cited, recorded]));
  const view = (recorded: Recorded) => recordingOf(recorded, stateOf, (cited) => byCitation.get(cited));
  return { act: view(act), links: links.map(({ cited, recorded, facts }) => ({ cited, recorded: view(recorded), gave: facts.map(factView) })) };
});

/** Whether an event names the party that asks: as who acted, or anywhere in its facts. */
const names = ({ publicForm }: Recorded, { party }: Pick<Asking, 'party'>): boolean => publicForm.includes(`"${party}"`);

const recordingOf = (recorded: Recorded, stateOf: SealStateOf, citedEvent: (cited: string) => Recorded | undefined): RecordedAct => {
  const { event, type, stream, revision, position } = recorded;
  const { by, happenedAt, basedOn } = event.data;
  const rule = allowingRule(recorded, citedEvent);
  return {
    id: event.id,
    type,
    stream,
    revision,
    position,
    time: event.time,
    happenedAt,
    by,
    basedOn,
    ...(rule && { allowedBy: rule }),
    state: stateOf(position),
    proof: proofPlace(event.id),
  };
};

const factView = ({ kind, from, until, is }: Fact): StandingFact => ({
  kind,
  ...(from && { from }),
  ...(until && { until }),
  members: Object.entries(is).flatMap(([name, value]) => {
    const values = [value].flat().filter((one) => typeof one === 'string');
    return values.length > 0 ? [{ name, values }] : [];
  }),
});
