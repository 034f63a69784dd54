import { type Id, IsId, type OrganisationId, Rejection } from '@patto/contracts';
import { PactActivated, PactSigned, type Signatory, SignatoryJoined } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { type Pact, pact } from './pact.ts';
import { attributesOf, missing } from './requirement.ts';

/** Who may bind a signatory puts its name to the pact; with the last one it is active. Who was admitted later takes part with its own. */
export class SignPact {
  @IsId('pact') readonly pact!: Id<'pact'>;
}

/** Those that have signed a pact in force, whether they take part now or not. */
const signedBefore = (parties: Pact['parties']): readonly Signatory[] =>
  Object.entries(parties)
    .filter(([, { status }]) => status !== 'admitted')
    .map(([organisation, { role }]) => ({ organisation: organisation as OrganisationId, role }));

export const signPact = decides(
  pact,
  SignPact,
  {
    relies: (_, facts, { by }, { signatories, requirements }) => ({
      attributes: attributesOf(
        facts,
        [...new Set([...signatories.map((one) => one.organisation), ...(by.organisation ? [by.organisation] : [])])],
        requirements,
      ),
    }),
  },
  ({ status, signatories, signed, requirements, parties, until }, _, { by, now, relied }) => {
    const organisation = by.organisation;
    const party = organisation && parties[organisation];
    const role = party ? party.role : signatories.find((one) => one.organisation === organisation)?.role;
    if (!organisation || !role || (party && party.status === 'withdrawn')) {
      throw new Rejection('not-a-pact-signatory', 'This pact does not wait for your organisation.');
    }
    const isAdmitted = party && party.status === 'admitted';
    if (signed.includes(organisation) && !isAdmitted) return []; // Signing twice is harmless.
    if (party && party.status === 'taking-part') return []; // As it is for one that was admitted later.
    if (status !== (isAdmitted ? 'active' : 'draft') || until <= now) throw new Rejection('pact-over', 'This pact cannot be signed any more.');

    const last = signatories.every((one) => one.organisation === organisation || signed.includes(one.organisation));
    const comingIn = last && !isAdmitted ? signatories : [{ organisation, role }];
    if (comingIn.some((one) => missing(requirements, one, relied.attributes))) {
      throw new Rejection('requirement-not-met', 'A party that is to take part now lacks what this pact requires of its role.');
    }
    if (isAdmitted) return [event(SignatoryJoined, { organisation, parties: [...signedBefore(parties), { organisation, role }] })];
    return [event(PactSigned, { organisation }), ...(last ? [event(PactActivated, { signatories })] : [])];
  },
);
