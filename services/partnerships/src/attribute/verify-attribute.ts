import { type Instant, IsInstant, instant, IsText, Rejection } from '@patto/contracts';
import { decides } from '@patto/event-store/pure';
import { attribute, oneOf } from './attribute.ts';
import { Statement, stated } from './stating.ts';

/** Another organisation saw that it is so, for some time. */
export class VerifyAttribute extends Statement {
  @IsText(500) readonly evidence!: string;
  @IsInstant() readonly until!: Instant;
}

export const verifyAttribute = decides(attribute, VerifyAttribute, { stream: oneOf }, (state, command, { by, now }) => {
  if (!by.organisation || by.organisation === command.organisation) throw new Rejection('own-attribute', 'Another organisation verifies an attribute.');
  return stated(state, { ...command, until: instant(command.until), level: 'verified', statedBy: by.organisation }, now);
});
