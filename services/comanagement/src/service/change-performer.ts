import { type Id, IsId, type OrganisationId, Rejection } from '@patto/contracts';
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

export const changePerformer = decides(
  service,
  ChangePerformer,
  { relies: ({ transfer }, facts) => ({ accepted: facts.find('hand-over', transfer).find(({ is }) => is.transfer === transfer) }) },
  (state, { service: about, transfer, from, performer }, { relied }) => {
    if (state.status === 'none' || state.status === 'closed' || state.followed.includes(transfer)) return [];
    if (state.performer !== from || performer === from) return [];
    const { accepted } = relied;
    if (!accepted || accepted.is.service !== about || accepted.is.from !== from || accepted.is.to !== performer) {
      throw new Rejection('hand-over-not-accepted', 'Nobody has accepted to take this service over so.');
    }
    return [event(PerformerChanged, { pact: state.pact, from, performer, obligation: state.obligation, because: transfer })];
  },
);
