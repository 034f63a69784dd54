import { type Id, IsId, type OrganisationId, Rejection } from '@patto/contracts';
import { ParticipationResumed, SuspensionLifted } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { pact } from './pact.ts';
import { isOurs, partyOf, refuseUnlessParty, suspenderOf } from './party-of.ts';
import { attributesOf, missing } from './requirement.ts';

/** Who suspended a participation lifts its own flag; with the last flag the party takes part again. */
export class ResumeParticipation {
  @IsId('pact') readonly pact!: Id<'pact'>;
  @IsId('organisation') readonly organisation!: OrganisationId;
}

export const resumeParticipation = decides(
  pact,
  ResumeParticipation,
  {
    relies: ({ organisation }, facts, { by }, { requirements }) => ({
      attributes: isOurs(by) ? attributesOf(facts, [organisation], requirements) : [],
    }),
  },
  (state, { organisation }, { by, now, relied }) => {
    const party = partyOf(state, organisation, now);
    if (isOurs(by) && (!party || missing(state.requirements, { organisation, role: party.role }, relied.attributes))) return [];
    const { suspendedBy } = refuseUnlessParty(state, party, now);
    const suspender = suspenderOf(state, organisation, by, now);
    if (!suspendedBy.includes(suspender)) {
      if (suspendedBy.length === 0 || isOurs(by)) return [];
      throw new Rejection('suspended-by-another', 'Only who suspended a participation resumes it.');
    }
    return [event(suspendedBy.length > 1 ? SuspensionLifted : ParticipationResumed, { organisation, suspendedBy: suspender })];
  },
);
