import { IsOpened, stored } from '@patto/access';
import { AreIds, type Id, type Instant, IsId, IsInstant, type OperatorId, type OrganisationId, type PersonId } from '@patto/contracts';
import {
  CaseAccepted,
  CaseHandOverOffered,
  CaseManagerNamed,
  CHARGE_OUTCOMES,
  ChargeClosed,
  ChargeDeclined,
  type ChargeOutcome,
  ChargeTaken,
  NeedJoinedCharge,
} from '@patto/contracts/persons';
import { readModel, type SealedPart } from '@patto/read-models';
import { ArrayMaxSize, IsIn, IsOptional } from 'class-validator';

export const CHARGE_STATUSES = ['in-charge', 'declined', 'closed'] as const;
export type ChargeStatus = (typeof CHARGE_STATUSES)[number];
/** One person's needs with one body, over a lifetime. */
const MOST_NEEDS = 1_000;

class ChargeDocument {
  @IsId('person') readonly person!: PersonId;
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsIn(CHARGE_STATUSES) readonly status!: ChargeStatus;
  @AreIds('need') @ArrayMaxSize(MOST_NEEDS) readonly needs!: readonly Id<'need'>[];
  @IsOptional() @IsId('operator') readonly caseManager?: OperatorId;
  @IsOptional() @IsId('operator') readonly offeredTo?: OperatorId;
  @IsInstant() readonly since!: Instant;
  @IsOptional() @IsInstant() readonly closedAt?: Instant;
  @IsOptional() @IsIn(CHARGE_OUTCOMES) readonly outcome?: ChargeOutcome;
  @IsOptional() @IsOpened(ChargeClosed, 'note') readonly note?: SealedPart;
}

/** What one body is to one person. */
export class ChargeView extends stored(ChargeDocument, 'charge') {}

const managed = (view: ChargeDocument | undefined, caseManager: OperatorId) => view && { ...view, caseManager, offeredTo: undefined };

/** Who has taken charge of whom. */
export const charges = readModel(
  'charges',
  1,
  {
    events: { ChargeTaken, NeedJoinedCharge, ChargeDeclined, CaseManagerNamed, CaseHandOverOffered, CaseAccepted, ChargeClosed },
    indexes: ['person', 'organisation', 'status'],
  },
  {
    ChargeTaken: (_: ChargeDocument | undefined, { person, organisation, need, caseManager }, { time }): ChargeDocument => ({
      person,
      organisation,
      status: 'in-charge',
      needs: [need],
      caseManager,
      since: time,
    }),
    NeedJoinedCharge: (view, { need }): ChargeDocument | undefined => view && { ...view, needs: [...view.needs, need] },
    ChargeDeclined: (view, { person, organisation }, { time }): ChargeDocument => view ?? { person, organisation, status: 'declined', needs: [], since: time },
    CaseManagerNamed: (view, { caseManager }): ChargeDocument | undefined => managed(view, caseManager),
    CaseHandOverOffered: (view, { to }): ChargeDocument | undefined => view && { ...view, offeredTo: to },
    CaseAccepted: (view, { caseManager }): ChargeDocument | undefined => managed(view, caseManager),
    ChargeClosed: (view, { outcome }, { time, sealed }): ChargeDocument | undefined => {
      const note = sealed('note');
      return view && { ...view, status: 'closed', outcome, closedAt: time, ...(note && { note }) };
    },
  },
);
