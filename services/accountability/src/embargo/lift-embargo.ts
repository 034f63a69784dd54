import { type Id, IsId, Rejection } from '@patto/contracts';
import { EmbargoLifted } from '@patto/contracts/accountability';
import { decides, event } from '@patto/event-store/pure';
import { embargo } from './embargo.ts';
import { asPublicBody, mustBePublicBody } from './place-embargo.ts';

/** The order is over before its time: the body that put it on record says so, and the person is told. */
export class LiftEmbargo {
  @IsId('embargo') readonly embargo!: Id<'embargo'>;
}

export const liftEmbargo = decides(embargo, LiftEmbargo, { relies: asPublicBody }, (state, _, context) => {
  mustBePublicBody(context);
  if (state.status === 'none' || state.body !== context.by.organisation) throw new Rejection('not-a-recipient', 'This embargo is not your organisation’s.');
  return state.status === 'placed' ? [event(EmbargoLifted, { person: state.person, reader: state.reader })] : [];
});
