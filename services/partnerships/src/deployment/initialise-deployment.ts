import { type Id, IsId, Rejection, type SystemId } from '@patto/contracts';
import { DeploymentInitialised, LedgerIdentity } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import { deployment } from './deployment.ts';

/** Genesis: says which deployment this log is of. Sent by the deployment itself on its first start, and by nobody else. */
export class InitialiseDeployment {
  @IsId('system') readonly system!: SystemId;
  @IsArray() @ArrayMaxSize(8) @ValidateNested({ each: true }) @Type(() => LedgerIdentity) readonly ledgers!: LedgerIdentity[];
}

export const initialiseDeployment = decides(
  deployment,
  InitialiseDeployment,
  { stream: { onePer: () => 'deployment' } },
  (state, { system, ledgers }, { stream }) => {
    if (state === 'initialised') throw new Rejection('already-initialised', 'This deployment was initialised before.');
    return [event(DeploymentInitialised, { deployment: stream as Id<'deployment'>, ledgers, system })];
  },
);
