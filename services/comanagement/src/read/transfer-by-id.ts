import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { TransferView, transfers } from './transfers.ts';

/** One hand-over of a service, and what became of it. */
export class TransferById {
  @IsId('transfer') readonly transfer!: Id<'transfer'>;
}

export const transferById = answers(TransferById, { purpose: 'registry', dataCategories: [], answer: TransferView }, ({ transfer }, ask) =>
  ask.one(transfers, transfer),
);
