import { answers, only } from '@patto/access';
import { type Instant, IsInstant } from '@patto/contracts';
import type { Stored } from '@patto/read-models';
import { IsIn, IsOptional } from 'class-validator';
import type { Obligation } from '../register/obligation.ts';
import { obligations, ObligationView } from './obligations.ts';

/** What waits for my organisation in all services: what it owes or carries out, and hand-overs that it is asked to take. Those due first come first. */
export class WorkQueue {}

const REASONS = ['offered', 'owed', 'overdue', 'breached'] as const;

/** One thing that waits for somebody. */
export class WaitingObligation extends only(
  ObligationView,
  'id',
  'revision',
  'kind',
  'stream',
  'under',
  'holder',
  'performer',
  'counterpart',
  'subjects',
  'side',
) {
  @IsIn(REASONS) readonly why!: (typeof REASONS)[number];
  /** When it came to them, as it was recorded. */
  @IsInstant() readonly since!: Instant;
  @IsOptional() @IsInstant() readonly until?: Instant;
}

const names = ({ holder, performer }: { readonly holder?: string | undefined; readonly performer?: string | undefined }, party: string): boolean =>
  holder === party || performer === party;

const howLate = ({ state, dueAt }: Obligation, now: Instant): (typeof REASONS)[number] => {
  if (state === 'breached') return 'breached';
  return dueAt !== undefined && dueAt < now ? 'overdue' : 'owed';
};

/** What waits for a party, why and since when; whoever owes it already waits for themself and not for an answer. */
export const waitingFor = (party: string, obligation: Stored<Obligation>, now: Instant): WaitingObligation => {
  const { state: _state, dueAt, breachedAt, steps, offers, waitsFor: _waitsFor, parties: _parties, ...standing } = obligation;
  const until = dueAt === undefined ? {} : { until: dueAt };
  if (!names(standing, party)) {
    const offer = offers.findLast((one) => one.declinedAt === undefined && names(one, party));
    return { ...standing, why: 'offered', since: offer?.offeredAt ?? now, ...until };
  }
  const before = steps.findLastIndex((step) => !names(step, party) || (step.state !== 'owed' && step.state !== 'breached'));
  return { ...standing, why: howLate(obligation, now), since: breachedAt ?? steps[before + 1]?.time ?? now, ...until };
};

export const workQueue = answers(WorkQueue, { purpose: 'accountability', dataCategories: ['obligations'], page: WaitingObligation }, async (_, ask) => {
  const page = await ask.page(obligations, { waitsFor: ask.party }, { sort: ['dueAt'] });
  return { ...page, items: page.items.map((obligation) => waitingFor(ask.party, obligation, ask.now)) };
});
