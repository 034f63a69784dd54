import { AreViews, type Asking, answers, IsView } from '@patto/access';
import { type Id, IsId, IsText, type PersonId, Rejection, type Sealed } from '@patto/contracts';
import { AuditOpened, type AuditScope } from '@patto/contracts/accountability';
import type { Recorded } from '@patto/event-store';
import type { SealedPart } from '@patto/read-models';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsOptional, IsUUID, Min } from 'class-validator';
import { eventAt } from './authority-chain.ts';
import { audits } from './audits.ts';
import { eventPlaces } from './event-places.ts';
import { outside, WITHHELD_BECAUSE, type WithheldBecause } from './outside-audit.ts';

/** A bundle is made in memory; so many entries of at most 64 KiB are some tens of megabytes. */
const MOST_EVENTS = 500;
const MOST_PERSONS = 50;

/** Evidence for whoever was not there: chosen events of an audit, to be verified offline, with the content of those persons who are named. */
export class BundleOfAudit {
  @IsId('audit') readonly audit!: Id<'audit'>;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MOST_EVENTS) @IsUUID(undefined, { each: true }) readonly events!: readonly string[];
  /** Whose content is disclosed, where the audit is about them or a plan; everything else stays sealed. */
  @IsOptional() @IsArray() @ArrayMaxSize(MOST_PERSONS) @IsId('person') readonly disclose?: readonly PersonId[];
}

/** One event of a bundle, its exact bytes as text. */
class BundledEntry {
  @IsInt() @Min(0) readonly index!: number;
  @IsText(65_535) readonly body!: string;
}

/** One event that is left out, and why. */
class WithheldEntry {
  @IsInt() @Min(0) readonly index!: number;
  @IsUUID() readonly event!: string;
  @IsIn(WITHHELD_BECAUSE) readonly because!: WithheldBecause;
}

/** One sealed part that is disclosed. Until it is, `key` is the part itself; then the key that opens it, in base64url; nothing where the content was erased. */
class DisclosedPart {
  @IsUUID() readonly event!: string;
  @IsText(100) readonly part!: string;
  readonly key?: SealedPart;
}

/** One sealed part that stays sealed, and why. */
class WithheldPart {
  @IsUUID() readonly event!: string;
  @IsText(100) readonly part!: string;
  @IsIn(WITHHELD_BECAUSE) readonly because!: WithheldBecause;
}

/** What a bundle holds of the log and of content; tiles and checkpoint come to it from the ledger. */
export class Bundled {
  @IsView(() => AuditOpened) readonly audit!: AuditOpened;
  @AreViews(() => BundledEntry) readonly entries!: readonly BundledEntry[];
  @AreViews(() => WithheldEntry) readonly withheldEntries!: readonly WithheldEntry[];
  @AreViews(() => DisclosedPart) readonly disclosed!: readonly DisclosedPart[];
  @AreViews(() => WithheldPart) readonly withheldParts!: readonly WithheldPart[];
}

export const bundleOfAudit = answers(
  BundleOfAudit,
  { purpose: 'audit', dataCategories: ['audit'], alwaysOnRecord: true, answer: Bundled },
  async ({ audit, events, disclose = [] }, ask) => {
    const view = await ask.one(audits, audit);
    if (!view || view.auditor !== ask.by.organisation) throw new Rejection('not-a-recipient', 'This audit is not with your organisation.');
    if (view.status === 'closed') throw new Rejection('audit-closed', 'This audit is closed.');
    const { auditor, basis, act, scope, from, until } = view;
    const opened: AuditOpened = { auditor, basis, act, from, until, ...(scope && { scope }) };
    const chosen = await Promise.all([...new Set(events)].map((event) => recordedOf(event, ask)));
    const judged = chosen.sort((one, other) => one.position - other.position).map((recorded) => ({ recorded, because: outside(recorded, opened) }));
    const inside = judged.flatMap(({ recorded, because }) => (because ? [] : [recorded]));
    const parts = inside.flatMap((recorded) =>
      (recorded.event.data.personal ?? []).map((sealed) => ({ recorded, sealed, because: sealedBecause(sealed, opened, disclose) })),
    );
    const disclosed = parts.filter(({ because }) => because === undefined);
    ask.standsOn({ basis: 'legal-obligation', relied: [] }, ...disclosed.map(({ sealed }) => sealed.subject));
    return {
      audit: opened,
      entries: inside.map(({ position, body }) => ({ index: position, body })),
      withheldEntries: judged.flatMap(({ recorded, because }) => (because ? [{ index: recorded.position, event: recorded.event.id, because }] : [])),
      disclosed: disclosed.map(({ recorded: { event, type }, sealed }) => ({ event: event.id, part: sealed.part, key: { ...sealed, event: event.id, type } })),
      withheldParts: parts.flatMap(({ recorded, sealed, because }) => (because ? [{ event: recorded.event.id, part: sealed.part, because }] : [])),
    };
  },
);

/** @throws Rejection `not-found` where there is no such event */
const recordedOf = async (event: string, ask: Asking): Promise<Recorded> => {
  const place = await ask.one(eventPlaces, event);
  const recorded = place && (await eventAt(ask.log, place.position));
  if (!recorded) throw new Rejection('not-found', `There is no event ${event}.`);
  return recorded;
};

/** Why content stays sealed: an audit of the district or of an organisation opens nobody's content. */
const sealedBecause = ({ subject }: Sealed, { scope }: AuditOpened, disclose: readonly PersonId[]): WithheldBecause | undefined => {
  if (!disclose.some((person) => person === subject)) return 'not-asked';
  return isAbout(scope, subject) ? undefined : 'outside-scope';
};

const isAbout = (scope: AuditScope | undefined, subject: string): boolean => scope === subject || scope?.startsWith('plan-') === true;
