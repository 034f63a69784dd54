import { type Id, IsId, IsText, type OrganisationId } from '@patto/contracts';
import { ParticipationSuspended } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { pact } from './pact.ts';
import { isOurs, partyOf, refuseUnlessParty, suspenderOf } from './party-of.ts';
import { attributesOf, missing } from './requirement.ts';

/** A party rests for now: by itself, by the lead, or because it lost what the pact requires. */
export class SuspendParticipation {
  @IsId('pact') readonly pact!: Id<'pact'>;
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsText(500) readonly reason!: string;
}

export const suspendParticipation = decides(
  pact,
  SuspendParticipation,
  {
    relies: ({ organisation }, facts, { by }, { requirements }) => ({
      attributes: isOurs(by) ? attributesOf(facts, [organisation], requirements) : [],
    }),
  },
  (state, { organisation, reason }, { by, now, relied }) => {
    const party = partyOf(state, organisation, now);
    if (isOurs(by) && !(party && missing(state.requirements, { organisation, role: party.role }, relied.attributes))) return [];
    const { suspendedBy } = refuseUnlessParty(state, party, now);
    const suspender = suspenderOf(state, organisation, by, now);
    return suspendedBy.includes(suspender) ? [] : [event(ParticipationSuspended, { organisation, suspendedBy: suspender, reason })];
  },
);
