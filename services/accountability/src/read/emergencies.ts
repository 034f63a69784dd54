import { AreViews, IsOpened, less, only, stored } from '@patto/access';
import { AreIds, type Instant, IsInstant, type OrganisationId } from '@patto/contracts';
import { EmergencyAccessEnded, EmergencyAccessOpened, EmergencyAccessReviewed } from '@patto/contracts/accountability';
import { readModel, type SealedPart } from '@patto/read-models';
import { IsIn, IsOptional } from 'class-validator';

/** What a body in charge said about it. */
export class EmergencyVerdictTold extends only(EmergencyAccessReviewed, 'organisation', 'verdict') {
  @IsInstant() readonly at!: Instant;
  @IsOptional() @IsOpened(EmergencyAccessReviewed, 'words') readonly words?: SealedPart;
}

const EMERGENCY_STATUSES = ['open', 'done', 'lapsed'] as const;

/** One access in an emergency: who, about whom, why, until when, and what those in charge said about it. */
class EmergencyDocument extends less(EmergencyAccessOpened) {
  @IsIn(EMERGENCY_STATUSES) readonly status!: (typeof EMERGENCY_STATUSES)[number];
  @IsInstant() readonly openedAt!: Instant;
  @IsOptional() @IsInstant() readonly endedAt?: Instant;
  @AreViews(() => EmergencyVerdictTold) readonly verdicts!: readonly EmergencyVerdictTold[];
  /** Whoever opened it and those who were in charge. */
  @AreIds('organisation') readonly parties!: readonly OrganisationId[];
  @IsOptional() @IsOpened(EmergencyAccessOpened, 'words') readonly words?: SealedPart;
}

export class EmergencyView extends stored(EmergencyDocument, 'emergency') {}

/** Accesses in emergencies. */
export const emergencies = readModel(
  'emergencies',
  1,
  { events: { EmergencyAccessOpened, EmergencyAccessEnded, EmergencyAccessReviewed }, indexes: ['person', 'parties', 'status', 'openedAt'] },
  {
    EmergencyAccessOpened: (_: EmergencyDocument | undefined, facts, { time, sealed }): EmergencyDocument => {
      const words = sealed('words');
      const parties = [facts.organisation, ...facts.reviews.map(({ organisation }) => organisation)];
      return { ...facts, status: 'open', openedAt: time, verdicts: [], parties, ...(words && { words }) };
    },
    EmergencyAccessEnded: (view, { why }, { time }): EmergencyDocument | undefined => view && { ...view, status: why, endedAt: time },
    EmergencyAccessReviewed: (view, { organisation, verdict }, { time, sealed }): EmergencyDocument | undefined => {
      const words = sealed('words');
      return view && { ...view, verdicts: [...view.verdicts, { organisation, verdict, at: time, ...(words && { words }) }] };
    },
  },
);

/** A verdict without what was written about it. */
export class VerdictInList extends less(EmergencyVerdictTold, 'words') {}

/** Without what anybody wrote. */
export class EmergencyInList extends less(EmergencyView, 'words', 'verdicts') {
  @AreViews(() => VerdictInList) readonly verdicts!: readonly VerdictInList[];
}

export const emergencyInList = ({ words: _, verdicts, ...facts }: EmergencyView): EmergencyInList => ({
  ...facts,
  verdicts: verdicts.map(({ organisation, verdict, at }) => ({ organisation, verdict, at })),
});
