import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import { Event } from '../event.ts';
import { IsText } from '../fields.ts';
import { type Id, IsId, type SystemId } from '../ids.ts';

/** A ledger of the deployment, and the key that its checkpoints are verified with. */
export class LedgerIdentity {
  @IsText(200) readonly origin!: string;
  /** As in a signed note: `name+hex(key id)+base64(type and public key)`. */
  @IsText(400) readonly verifierKey!: string;
}

/** The first event of a log: which deployment this is, which ledgers witness it, and which actor its own services are. */
@Event('partnerships.deployment', { version: 1 })
export class DeploymentInitialised {
  @IsId('deployment') readonly deployment!: Id<'deployment'>;
  @IsArray() @ArrayMaxSize(8) @ValidateNested({ each: true }) @Type(() => LedgerIdentity) readonly ledgers!: readonly LedgerIdentity[];
  @IsId('system') readonly system!: SystemId;
}
