import { type Id, IsId, type PartyId, Rejection } from '@patto/contracts';
import { FindingContributed, LIFE_DOMAINS, type LifeDomain, MOST_FINDINGS, Observed } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { IsIn, ValidateNested } from 'class-validator';
import { assessment, inProgress } from './assessment.ts';
import { isKnown, knownTo } from './invited.ts';

/** Whoever was asked says what they see in one domain of the person's life. */
export class ContributeFinding {
  @IsId('assessment') readonly assessment!: Id<'assessment'>;
  @IsIn(LIFE_DOMAINS) readonly domain!: LifeDomain;
  @ValidateNested() @Type(() => Observed) readonly observed!: Observed;
}

export const contributeFinding = decides(
  assessment,
  ContributeFinding,
  {
    relies: (_, facts, { by, party }, state) => ({
      charge: state.status === 'none' || by.organisation !== state.organisation ? undefined : facts.find('charge', state.person, by.organisation)[0],
      // Whoever supports the person no more is not asked any more either.
      known: state.status === 'none' || by.onBehalfOf ? [] : knownTo(state.person, party as PartyId, facts),
    }),
  },
  (state, { domain, observed }, { party, relied, newId }) => {
    const contributor = party as PartyId;
    const isAsked = (invited: readonly PartyId[]) => invited.includes(contributor) && relied.known.some((fact) => isKnown(contributor, fact));
    const { person, heard, explained, findings } = inProgress(state, ({ invited }) => relied.charge !== undefined || isAsked(invited));
    if (!heard && !explained) throw new Rejection('person-not-heard', 'The person speaks first, or a reason why not is on record.');
    if (Object.keys(findings).length >= MOST_FINDINGS) throw new Rejection('assessment-full', `An assessment holds ${MOST_FINDINGS} findings.`);

    return [event(FindingContributed, { finding: newId('finding'), person, contributor, domain, observed })];
  },
);
