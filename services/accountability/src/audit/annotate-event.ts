import { type Id, IsId, IsText, type OperatorId, type PersonId } from '@patto/contracts';
import { EventAnnotated } from '@patto/contracts/accountability';
import { decides, event } from '@patto/event-store/pure';
import { IsOptional, IsUUID } from 'class-validator';
import { audit, running } from './audit.ts';

/** Notes something about an event. What tells of a person names whom, so that it goes with their content. */
export class AnnotateEvent {
  @IsId('audit') readonly audit!: Id<'audit'>;
  @IsUUID() readonly event!: string;
  @IsOptional() @IsId('person') readonly person?: PersonId;
  @IsText(4_000) readonly words!: string;
}

export const annotateEvent = decides(audit, AnnotateEvent, (state, { event: noted, person, words }, { by }) => {
  running(state, { by });
  return [event(EventAnnotated, { event: noted, concerning: person ?? (by.actor as OperatorId), words })];
});
