import type { Id, Instant, OperatorId, OrganisationId, PersonId } from '@patto/contracts';
import {
  CaseAccepted,
  CaseHandOverOffered,
  CaseManagerNamed,
  ChargeClosed,
  ChargeDeclined,
  type ChargeOutcome,
  ChargeTaken,
  NeedJoinedCharge,
} from '@patto/contracts/persons';
import { readModel, type SealedPart } from '@patto/read-models';

/** What one body is to one person. */
export interface ChargeView {
  readonly person: PersonId;
  readonly organisation: OrganisationId;
  readonly status: 'in-charge' | 'declined' | 'closed';
  readonly needs: readonly Id<'need'>[];
  readonly caseManager?: OperatorId;
  readonly offeredTo?: OperatorId;
  readonly since: Instant;
  readonly closedAt?: Instant;
  readonly outcome?: ChargeOutcome;
  readonly note?: SealedPart;
}

const managed = (view: ChargeView | undefined, caseManager: OperatorId) => view && { ...view, caseManager, offeredTo: undefined };

/** Who has taken charge of whom. */
export const charges = readModel(
  'charges',
  1,
  {
    events: { ChargeTaken, NeedJoinedCharge, ChargeDeclined, CaseManagerNamed, CaseHandOverOffered, CaseAccepted, ChargeClosed },
    indexes: ['person', 'organisation', 'status'],
  },
  {
    ChargeTaken: (_: ChargeView | undefined, { person, organisation, need, caseManager }, { time }): ChargeView => ({
      person,
      organisation,
      status: 'in-charge',
      needs: [need],
      caseManager,
      since: time,
    }),
    NeedJoinedCharge: (view, { need }): ChargeView | undefined => view && { ...view, needs: [...view.needs, need] },
    ChargeDeclined: (view, { person, organisation }, { time }): ChargeView => view ?? { person, organisation, status: 'declined', needs: [], since: time },
    CaseManagerNamed: (view, { caseManager }): ChargeView | undefined => managed(view, caseManager),
    CaseHandOverOffered: (view, { to }): ChargeView | undefined => view && { ...view, offeredTo: to },
    CaseAccepted: (view, { caseManager }): ChargeView | undefined => managed(view, caseManager),
    ChargeClosed: (view, { outcome }, { time, sealed }): ChargeView | undefined => {
      const note = sealed('note');
      return view && { ...view, status: 'closed', outcome, closedAt: time, ...(note && { note }) };
    },
  },
);
