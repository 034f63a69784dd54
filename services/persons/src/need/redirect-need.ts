import { type Id, IsId, later, mandateFor, type OrganisationId, Rejection } from '@patto/contracts';
import { NeedRedirected, REDIRECT_REASONS, type RedirectReason } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { need, NEED_ANSWER_TERM } from './need.ts';

/** The desk passes the need on to one that may read it; the term runs anew from there, as it does between offices by law. */
export class RedirectNeed {
  @IsId('need') readonly need!: Id<'need'>;
  @IsId('organisation') readonly to!: OrganisationId;
  @IsIn(REDIRECT_REASONS) readonly reason!: RedirectReason;
}

export const redirectNeed = decides(
  need,
  RedirectNeed,
  {
    relies: ({ to }, facts, _, state) => ({
      deskMandate: state.status === 'unknown' ? undefined : mandateFor(facts, to, { ...state, competence: 'reading-needs' }),
    }),
  },
  (state, { to, reason }, { by, relied, now, newId }) => {
    if (state.status === 'unknown' || by.organisation !== state.desk) throw new Rejection('not-a-recipient', 'This need is not at your desk.');
    if (state.status === 'answered') throw new Rejection('need-answered', 'This need was answered before.');
    if (to === state.desk) return []; // It is there.
    if (!relied.deskMandate) throw new Rejection('desk-not-competent', 'This organisation may not read such needs in this area.', ['/to']);

    const { person, obligation: answered } = state;
    return [event(NeedRedirected, { person, answered, desk: to, obligation: newId('obligation'), answerBy: later(now, NEED_ANSWER_TERM), reason })];
  },
);
