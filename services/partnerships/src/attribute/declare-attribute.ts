import { IsText, Rejection } from '@patto/contracts';
import { decides } from '@patto/event-store/pure';
import { attribute, oneOf } from './attribute.ts';
import { Statement, stated } from './stating.ts';

/** An organisation says of itself that it has a quality. */
export class DeclareAttribute extends Statement {
  @IsText(500) readonly evidence!: string;
}

export const declareAttribute = decides(attribute, DeclareAttribute, { stream: oneOf }, (state, command, { by, now }) => {
  if (by.organisation !== command.organisation) throw new Rejection('not-your-organisation', 'An organisation declares its own attributes.');
  return stated(state, { ...command, level: 'declared', statedBy: by.organisation }, now);
});
