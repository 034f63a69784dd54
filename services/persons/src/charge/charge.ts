import { type Id, mandateFor, type OperatorId, type OrganisationId, type PersonId, Rejection } from '@patto/contracts';
import { CaseAccepted, CaseHandOverOffered, CaseManagerNamed, ChargeClosed, ChargeDeclined, ChargeTaken, NeedJoinedCharge } from '@patto/contracts/persons';
import { type Acting, aggregate, type Evolve, type FactsInForce } from '@patto/event-store/pure';

export interface OpenCharge {
  readonly status: 'open';
  readonly person: PersonId;
  readonly organisation: OrganisationId;
  readonly obligation: Id<'obligation'>;
  readonly caseManager: OperatorId;
  /** To whom the case manager has offered the case. */
  readonly offeredTo?: OperatorId;
}

/** One body's charge of one person; it may be taken again after it was closed. */
export type Charge = { readonly status: 'none' } | OpenCharge;

const events = { ChargeTaken, NeedJoinedCharge, ChargeDeclined, CaseManagerNamed, CaseHandOverOffered, CaseAccepted, ChargeClosed };

const managedBy = (charge: Charge, caseManager: OperatorId): Charge => (charge.status === 'open' ? { ...charge, caseManager, offeredTo: undefined } : charge);

const evolve: Evolve<Charge, typeof events> = {
  ChargeTaken: (_, { person, organisation, obligation, caseManager }) => ({ status: 'open', person, organisation, obligation, caseManager }),
  NeedJoinedCharge: (charge) => charge,
  ChargeDeclined: (charge) => charge,
  CaseManagerNamed: (charge, { caseManager }) => managedBy(charge, caseManager),
  CaseHandOverOffered: (charge, { to }) => (charge.status === 'open' ? { ...charge, offeredTo: to } : charge),
  CaseAccepted: (charge, { caseManager }) => managedBy(charge, caseManager),
  ChargeClosed: () => ({ status: 'none' }),
};

export const charge = aggregate(events, { status: 'none' } as Charge, evolve);

/** One charge for each person and body. */
export const onePerPersonAndBody = ({ person }: { readonly person: PersonId }, { by }: Pick<Acting, 'by'>): string => `${person} ${by.organisation}`;

/** The need of this person that waits at the caller's desk, and the mandate by which the desk reads it. */
export const needAtDesk = ({ person, need }: { readonly person: PersonId; readonly need: Id<'need'> }, facts: FactsInForce, { by }: Acting) => {
  const waiting = by.organisation ? facts.find('need', person, by.organisation).find(({ stream }) => stream === need) : undefined;
  return { need: waiting, mandate: waiting && mandateFor(facts, by.organisation, { ...waiting.is, competence: 'reading-needs' }) };
};

/** The charge that the caller's organisation has in force. @throws Rejection `not-a-recipient` to others, `charge-not-open` */
export const inForce = (charge: Charge, { by }: Acting): OpenCharge => {
  if (charge.status === 'none') throw new Rejection('charge-not-open', 'There is no such charge in force.');
  if (by.organisation !== charge.organisation) throw new Rejection('not-a-recipient', 'This charge is not with your organisation.');
  return charge;
};
