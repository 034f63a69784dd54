import { answers, less, stored } from '@patto/access';
import { type Id, type Instant, IsId, IsInstant, type OrganisationId, type PersonId } from '@patto/contracts';
import { EmbargoLifted, EmbargoPlaced } from '@patto/contracts/accountability';
import { readModel } from '@patto/read-models';
import { IsOptional } from 'class-validator';

/** An order by which a person is not told yet who reads about them. */
class EmbargoDocument extends less(EmbargoPlaced) {
  /** The public body that put it on record. */
  @IsOptional() @IsId('organisation') readonly body?: OrganisationId;
  @IsInstant() readonly placedAt!: Instant;
  @IsOptional() @IsInstant() readonly liftedAt?: Instant;
}

export class EmbargoView extends stored(EmbargoDocument, 'embargo') {}

export const embargoes = readModel(
  'embargoes',
  1,
  { events: { EmbargoPlaced, EmbargoLifted }, indexes: ['person', 'reader', 'placedAt'] },
  {
    EmbargoPlaced: (_: EmbargoDocument | undefined, facts, { time, by }): EmbargoDocument => ({
      ...facts,
      ...(by.organisation && { body: by.organisation }),
      placedAt: time,
    }),
    EmbargoLifted: (view, _, { time }): EmbargoDocument | undefined => view && { ...view, liftedAt: time },
  },
);

/** One embargo, to auditors. */
export class EmbargoById {
  @IsId('embargo') readonly embargo!: Id<'embargo'>;
}

export const embargoById = answers(EmbargoById, { purpose: 'audit', dataCategories: [], answer: EmbargoView }, ({ embargo }, ask) =>
  ask.one(embargoes, embargo),
);

/** Embargoes, the latest first, to auditors. */
export class EmbargoList {
  @IsOptional() @IsId('person') readonly person?: PersonId;
}

export const embargoList = answers(EmbargoList, { purpose: 'audit', dataCategories: [], page: EmbargoView }, ({ person }, ask) =>
  ask.page(embargoes, person ? { person } : {}, { sort: ['-placedAt'] }),
);
