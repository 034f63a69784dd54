import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { MandateView, mandates } from './mandates.ts';

/** One mandate, with what it rests on and what became of it. */
export class MandateById {
  @IsId('mandate') readonly mandate!: Id<'mandate'>;
}

export const mandateById = answers(MandateById, { purpose: 'registry', dataCategories: [], answer: MandateView }, ({ mandate }, ask) =>
  ask.one(mandates, mandate),
);
