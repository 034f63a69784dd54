import { type Id, IsId, type OrganisationId } from '@patto/contracts';
import { PerformerChanged } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { service } from './service.ts';

/** Another has accepted to carry the service out, or stepped in. Sent by the reaction to that. */
export class ChangePerformer {
  @IsId('service') readonly service!: Id<'service'>;
  @IsId('transfer') readonly transfer!: Id<'transfer'>;
  /** Who carried it out when it was handed over: where another does by now, it stays so. */
  @IsId('organisation') readonly from!: OrganisationId;
  @IsId('organisation') readonly performer!: OrganisationId;
}

export const changePerformer = decides(service, ChangePerformer, (state, { transfer, from, performer }) => {
  if (state.status === 'none' || state.status === 'closed' || state.followed.includes(transfer)) return [];
  if (state.performer !== from || performer === from) return [];
  return [event(PerformerChanged, { pact: state.pact, from, performer, obligation: state.obligation, because: transfer })];
});
