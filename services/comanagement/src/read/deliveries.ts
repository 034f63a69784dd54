import { AreViews, IsOpened, less, stored } from '@patto/access';
import { AreIds, type Id, type Instant, IsId, IsInstant, type OrganisationId, type PersonId } from '@patto/contracts';
import * as contract from '@patto/contracts/comanagement';
import { readModel, type SealedPart, type Told } from '@patto/read-models';
import { ArrayMaxSize, IsIn, IsOptional } from 'class-validator';

const { AttendanceRecorded, DeliveryConfirmed, DeliveryContested, DeliveryRecorded } = contract;

/** One person's part in a delivery, and what they said about it. */
export class DeliveredTo extends less(contract.Attended) {
  @IsOptional() @IsIn(['confirmed', 'contested']) readonly word?: 'confirmed' | 'contested';
  /** Why it is contested. */
  @IsOptional() @IsIn(contract.DELIVERY_CONTEST_REASONS) readonly reason?: contract.DeliveryContestReason;
  @IsOptional() @IsOpened(DeliveryContested, 'words') readonly words?: SealedPart;
}

/** A delivery: when it took place, when it was recorded, to whom. */
class DeliveryDocument {
  @IsOptional() @IsId('service') readonly service?: Id<'service'>;
  @IsId('organisation') readonly performer!: OrganisationId;
  @IsIn(contract.DELIVERY_PLACES) readonly where!: contract.DeliveryPlace;
  @IsInstant() readonly deliveredAt!: Instant;
  @IsInstant() readonly recordedAt!: Instant;
  @AreIds('person') @ArrayMaxSize(contract.MOST_ATTENDING) readonly subjects!: readonly PersonId[];
  @AreViews(() => DeliveredTo) readonly attended!: readonly DeliveredTo[];
  @IsOptional() @IsOpened(DeliveryRecorded, 'notes') readonly notes?: SealedPart;
}

export class DeliveryView extends stored(DeliveryDocument, 'delivery') {}

type Session = Pick<contract.DeliveryRecorded, 'service' | 'performer' | 'where'>;

const recorded = ({ service, performer, where }: Session, attended: readonly DeliveredTo[], { time, happenedAt }: Told): DeliveryDocument => ({
  ...(service && { service }),
  ...{ performer, where, deliveredAt: happenedAt, recordedAt: time },
  subjects: attended.map(({ person }) => person),
  attended,
});

const said = (view: DeliveryDocument | undefined, person: string, word: Partial<DeliveredTo>): DeliveryDocument | undefined =>
  view && { ...view, attended: view.attended.map((one) => (one.person === person ? { ...one, ...word } : one)) };

/** What was delivered. */
export const deliveries = readModel(
  'deliveries',
  1,
  {
    events: { DeliveryRecorded, AttendanceRecorded, DeliveryConfirmed, DeliveryContested },
    indexes: ['service', 'performer', 'subjects', 'attended.referral', 'deliveredAt'],
  },
  {
    DeliveryRecorded: (_: DeliveryDocument | undefined, facts, told): DeliveryDocument => {
      const { person, referral, charge, plan, commitment, attendance } = facts;
      const notes = told.sealed('notes');
      return { ...recorded(facts, [{ person, referral, charge, plan, commitment, attendance }], told), ...(notes && { notes }) };
    },
    AttendanceRecorded: (_, facts, told): DeliveryDocument => recorded(facts, facts.attended, told),
    DeliveryConfirmed: (view, { person }): DeliveryDocument | undefined => said(view, person, { word: 'confirmed' }),
    DeliveryContested: (view, { person, reason }, { sealed }): DeliveryDocument | undefined => {
      const words = sealed('words');
      return said(view, person, { word: 'contested', reason, ...(words && { words }) });
    },
  },
);

/** A delivery as one of those who attended may read it: of a group they see themself. */
export const toldTo = (view: DeliveryView, party: string): DeliveryView => {
  if (!view.subjects.some((person) => person === party)) return view;
  return { ...view, subjects: view.subjects.filter((person) => person === party), attended: view.attended.filter(({ person }) => person === party) };
};
