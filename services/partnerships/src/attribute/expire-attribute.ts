import { IsCode, IsId, type OrganisationId } from '@patto/contracts';
import { AttributeRecorded, AttributeRevoked } from '@patto/contracts/partnerships';
import { command, decides, dueDates, event } from '@patto/event-store/pure';
import { attribute, oneOf } from './attribute.ts';
import { LAPSED } from './stating.ts';

/** The period of an attribute is over; sent when that is so, for pacts require what is in force. */
export class ExpireAttribute {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsCode() readonly attribute!: string;
}

export const expireAttribute = decides(attribute, ExpireAttribute, { stream: oneOf }, (state, { organisation, attribute }, { now }) =>
  state.status === 'recorded' && state.until !== undefined && state.until <= now
    ? [event(AttributeRevoked, { organisation, attribute, motivation: LAPSED })]
    : [],
);

const keyOf = ({ organisation, attribute }: ExpireAttribute): string => `${organisation}/${attribute}`;

/** When each attribute lapses. */
export const attributesLapsing = dueDates(
  'attributes-lapsing',
  { AttributeRecorded, AttributeRevoked },
  {
    AttributeRecorded: ({ until, ...whose }) => [{ key: keyOf(whose), dueAt: until }],
    AttributeRevoked: (whose) => [{ key: keyOf(whose), dueAt: undefined }],
  },
  ({ key }) => {
    const [organisation, attribute] = key.split('/');
    return command(ExpireAttribute, { organisation: organisation as OrganisationId, attribute: attribute ?? '' });
  },
);
