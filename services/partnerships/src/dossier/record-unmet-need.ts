import { IsCode } from '@patto/contracts';
import { UnmetNeedRecorded } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { dossier, oneFor } from './dossier.ts';

/** A plan somewhere wanted this and could not have it. Sent by a reaction that tells nothing of the plan. */
export class RecordUnmetNeed {
  @IsCode() readonly category!: string;
  @IsCode() readonly area!: string;
  @IsCode() readonly reason!: string;
}

export const recordUnmetNeed = decides(dossier, RecordUnmetNeed, { stream: oneFor }, (_, { category, area, reason }) => [
  event(UnmetNeedRecorded, { category, area, reason }),
]);
