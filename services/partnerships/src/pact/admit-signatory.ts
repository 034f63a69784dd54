import { type Id, IsId, type OrganisationId, Rejection } from '@patto/contracts';
import { registered, SIGNATORY_ROLES, SignatoryAdmitted, type SignatoryRole } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { decisionInEffect } from './decision-in-effect.ts';
import { ROLES_OF_A_COMPANY } from './draft-pact.ts';
import { pact } from './pact.ts';

/** The parties decided to admit another organisation; it takes part once it has signed. */
export class AdmitSignatory {
  @IsId('pact') readonly pact!: Id<'pact'>;
  @IsId('decision') readonly decision!: Id<'decision'>;
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsIn(SIGNATORY_ROLES) readonly role!: SignatoryRole;
}

export const admitSignatory = decides(
  pact,
  AdmitSignatory,
  {
    relies: ({ pact, decision, organisation }, facts) => ({
      decision: decisionInEffect(facts, { pact, decision, type: 'admission' }),
      admitted: registered(facts, organisation),
    }),
  },
  ({ status, parties, until }, { decision, organisation, role }, { now, relied }) => {
    if (!relied.decision) throw new Rejection('not-decided', 'No decision of the parties in effect admits this organisation.');
    if (status !== 'active' || until <= now) throw new Rejection('pact-over', 'Nobody joins a pact that is not active.');
    const party = parties[organisation];
    if (party && party.status !== 'withdrawn') return [];
    if (!relied.admitted) throw new Rejection('unknown-organisation', 'The admitted organisation is not registered.');
    if (relied.admitted.is.sector === 'company' && !ROLES_OF_A_COMPANY.includes(role)) {
      throw new Rejection('company-not-co-manager', 'A company is a supporter or a contributor of a pact.');
    }
    return [event(SignatoryAdmitted, { organisation, role, decision, until })];
  },
);
