import { type Instant, IsInstant, instant, IsText, Rejection } from '@patto/contracts';
import { refuseUnlessPublicBody, registered } from '@patto/contracts/partnerships';
import { decides } from '@patto/event-store/pure';
import { attribute, oneOf } from './attribute.ts';
import { Statement, stated } from './stating.ts';

/** A public body certifies that an organisation has a quality, as an accreditation; it is renewed when its time is over. */
export class CertifyAttribute extends Statement {
  @IsText(500) readonly evidence!: string;
  @IsInstant() readonly until!: Instant;
}

export const certifyAttribute = decides(
  attribute,
  CertifyAttribute,
  { stream: oneOf, relies: (_, facts, { by }) => ({ own: registered(facts, by.organisation) }) },
  (state, command, { by, now, relied }) => {
    refuseUnlessPublicBody(relied.own, by);
    if (!by.organisation || by.organisation === command.organisation) throw new Rejection('own-attribute', 'Another public body certifies an attribute.');
    return stated(state, { ...command, until: instant(command.until), level: 'certified', statedBy: by.organisation }, now);
  },
);
