import { IsOpened, stored } from '@patto/access';
import { type Instant, IsId, IsInstant, type PersonId } from '@patto/contracts';
import { ConsentGranted, ConsentLapsed, ConsentRefused, ConsentTerms, ConsentWithdrawn } from '@patto/contracts/persons';
import { readModel, type SealedPart } from '@patto/read-models';
import { IsIn, IsOptional } from 'class-validator';

export const CONSENT_STATUSES = ['granted', 'refused', 'lapsed', 'withdrawn'] as const;

/** What a person said to one question of who may be told; a granted one counts until its time is over. */
class ConsentDocument extends ConsentTerms {
  @IsId('person') readonly person!: PersonId;
  @IsIn(CONSENT_STATUSES) readonly status!: (typeof CONSENT_STATUSES)[number];
  @IsInstant() readonly saidAt!: Instant;
  @IsOptional() @IsInstant() readonly until?: Instant;
  @IsOptional() @IsInstant() readonly withdrawnAt?: Instant;
  /** Why they refused. */
  @IsOptional() @IsOpened(ConsentRefused, 'words') readonly words?: SealedPart;
  /** Why they took it back. */
  @IsOptional() @IsOpened(ConsentWithdrawn, 'words') readonly lastWords?: SealedPart;
}

export class ConsentView extends stored(ConsentDocument, 'consent') {}

/** Whom persons let be told, and whom not. */
export const consents = readModel(
  'consents',
  2,
  { events: { ConsentGranted, ConsentRefused, ConsentLapsed, ConsentWithdrawn }, indexes: ['person', 'status', 'recipients'] },
  {
    ConsentGranted: (_: ConsentDocument | undefined, facts, { time }): ConsentDocument => ({ ...facts, status: 'granted', saidAt: time }),
    ConsentRefused: (_, facts, { time, sealed }): ConsentDocument => {
      const words = sealed('words');
      return { ...facts, status: 'refused', saidAt: time, ...(words && { words }) };
    },
    ConsentLapsed: (view): ConsentDocument | undefined => view && { ...view, status: 'lapsed' },
    ConsentWithdrawn: (view, _, { time, sealed }): ConsentDocument | undefined => {
      const lastWords = sealed('words');
      return view && { ...view, status: 'withdrawn', withdrawnAt: time, ...(lastWords && { lastWords }) };
    },
  },
);
