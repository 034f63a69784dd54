import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { PactView, pacts } from './pacts.ts';

/** One pact, with its text and its signatures. */
export class PactById {
  @IsId('pact') readonly pact!: Id<'pact'>;
}

export const pactById = answers(PactById, { purpose: 'registry', dataCategories: [], answer: PactView }, ({ pact }, ask) => ask.one(pacts, pact));
