import { answers } from '@patto/access';
import { type Id, IsId, type OrganisationId } from '@patto/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { TRANSFER_STATUSES, type TransferStatus, TransferView, transfers } from './transfers.ts';

/** Hand-overs of services, the newest first. */
export class TransferList {
  @IsOptional() @IsId('pact') readonly pact?: Id<'pact'>;
  @IsOptional() @IsId('service') readonly service?: Id<'service'>;
  @IsOptional() @IsId('organisation') readonly from?: OrganisationId;
  @IsOptional() @IsId('organisation') readonly to?: OrganisationId;
  @IsOptional() @IsIn(TRANSFER_STATUSES) readonly status?: TransferStatus;
}

export const transferList = answers(TransferList, { purpose: 'registry', dataCategories: [], page: TransferView }, ({ pact, service, from, to, status }, ask) =>
  ask.page(
    transfers,
    { ...(pact && { pact }), ...(service && { service }), ...(from && { from }), ...(to && { to }), ...(status && { status }) },
    { sort: ['-offeredAt'] },
  ),
);
