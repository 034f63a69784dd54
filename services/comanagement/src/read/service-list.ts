import { answers } from '@patto/access';
import { type Id, IsCode, IsId, type OrganisationId } from '@patto/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { SERVICE_STATUSES, type ServiceStatus, ServiceView, services } from './services.ts';

/** Services that parties run together, the newest first. */
export class ServiceList {
  @IsOptional() @IsId('pact') readonly pact?: Id<'pact'>;
  @IsOptional() @IsCode() readonly category?: string;
  @IsOptional() @IsId('organisation') readonly performer?: OrganisationId;
  @IsOptional() @IsIn(SERVICE_STATUSES) readonly status?: ServiceStatus;
}

export const serviceList = answers(ServiceList, { purpose: 'registry', dataCategories: [], page: ServiceView }, ({ pact, category, performer, status }, ask) =>
  ask.page(
    services,
    { ...(pact && { pact }), ...(category && { category }), ...(performer && { performer }), ...(status && { status }) },
    { sort: ['-establishedAt'] },
  ),
);
