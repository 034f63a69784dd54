import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { ServiceView, services } from './services.ts';

/** One service as it stands. */
export class ServiceById {
  @IsId('service') readonly service!: Id<'service'>;
}

export const serviceById = answers(ServiceById, { purpose: 'registry', dataCategories: [], answer: ServiceView }, ({ service }, ask) =>
  ask.one(services, service),
);
