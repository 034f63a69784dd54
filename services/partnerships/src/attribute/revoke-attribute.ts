import { IsCode, IsId, IsText, type OrganisationId, Rejection } from '@patto/contracts';
import { AttributeRevoked, registered } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { attribute, oneOf } from './attribute.ts';

/** Who stated that an organisation has a quality, or a public body, says that it is so no more. */
export class RevokeAttribute {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsCode() readonly attribute!: string;
  @IsText(500) readonly motivation!: string;
}

export const revokeAttribute = decides(
  attribute,
  RevokeAttribute,
  { stream: oneOf, relies: (_, facts, { by }) => ({ own: registered(facts, by.organisation) }) },
  (state, { organisation, attribute, motivation }, { by, relied }) => {
    if (state.status === 'none') throw new Rejection('attribute-not-held', 'Nobody has recorded this attribute.');
    if (state.status === 'revoked') return [];
    if (by.organisation !== state.statedBy && relied.own?.is.sector !== 'public-body') {
      throw new Rejection('not-yours-to-revoke', 'Who stated an attribute, or a public body, revokes it.');
    }
    return [event(AttributeRevoked, { organisation, attribute, motivation })];
  },
);
