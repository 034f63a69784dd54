import { type Instant, IsCode, IsId, type OrganisationId, Rejection } from '@patto/contracts';
import { ATTRIBUTE_LEVELS, AttributeRecorded, AttributeRevoked } from '@patto/contracts/partnerships';
import { type Decided, event } from '@patto/event-store/pure';
import type { Attribute } from './attribute.ts';

/** Whose quality it is, and which. */
export abstract class Statement {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsCode() readonly attribute!: string;
}

export const LAPSED = 'The period for which it was recorded is over.';

/**
 * What is recorded of a statement; nothing where the same is on record.
 * @throws Rejection `period-impossible`, `surer-on-record`
 */
export const stated = (state: Attribute, said: AttributeRecorded, now: Instant): readonly Decided[] => {
  const { organisation, attribute, level, statedBy, until } = said;
  if (until !== undefined && until <= now) throw new Rejection('period-impossible', 'The end lies ahead of now.', ['/until']);
  const recorded = event(AttributeRecorded, said);
  if (state.status !== 'recorded') return [recorded];
  if (state.until !== undefined && state.until <= now) return [event(AttributeRevoked, { organisation, attribute, motivation: LAPSED }), recorded];
  if (ATTRIBUTE_LEVELS.indexOf(state.level) > ATTRIBUTE_LEVELS.indexOf(level)) throw new Rejection('surer-on-record', 'It is on record more surely than so.');
  return state.level === level && state.statedBy === statedBy && state.until === until ? [] : [recorded];
};
