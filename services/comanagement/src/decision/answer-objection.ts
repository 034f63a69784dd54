import { type Id, IsId, IsText, type OrganisationId, Rejection } from '@patto/contracts';
import { ObjectionAnswered } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { decision } from './decision.ts';
import { refuseUnlessOpen } from './open.ts';
import { pactOf, refuseUnlessDeciding } from './parties.ts';
import { settled } from './settle.ts';

/** The proposer answers an objection; unless its author takes another position it stands as dissent and no longer stops a decision by consent. */
export class AnswerObjection {
  @IsId('decision') readonly decision!: Id<'decision'>;
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsText(1_000) readonly answer!: string;
}

export const answerObjection = decides(
  decision,
  AnswerObjection,
  { relies: (_, facts, __, state) => pactOf(facts, state) },
  (state, { organisation, answer }, context) => {
    if (state.status === 'none') return [];
    const { by, now, relied } = context;
    if (refuseUnlessDeciding(relied, by.organisation) !== state.proposer) throw new Rejection('not-the-proposer', 'Who proposed it answers.');
    refuseUnlessOpen(state, now);
    const objection = state.said[organisation];
    if (objection?.position !== 'object' || objection.answered) throw new Rejection('no-such-objection', 'There is no open objection of this organisation.');
    const said = { ...state.said, [organisation]: { ...objection, answered: true } };
    return [event(ObjectionAnswered, { organisation, answer }), ...settled({ ...state, said }, relied, context)];
  },
);
