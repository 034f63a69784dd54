import { categoryOf, type Id, IsId, IsText, type PartyId, type PersonId, Rejection } from '@patto/contracts';
import { CommitmentMade, EVIDENCE_KINDS, type EvidenceKind, MOST_COMMITMENTS, Schedule, type Side } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, ValidateNested } from 'class-validator';
import { knownParties, mustBeKnown, mustBeOnTheirDays } from './known-parties.ts';
import { type Plan, plan } from './plan.ts';
import { mustBeKeepable } from './schedule.ts';
import { speakingIn, standing } from './standing.ts';

/** Writes a line of the plan: who would do what for whom, and when. One side is a person of the plan; it binds nobody yet. */
export class MakeCommitment {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsOptional() @IsId('goal') readonly goal?: Id<'goal'>;
  /** The option that it carries out. */
  @IsOptional() @IsId('option') readonly option?: Id<'option'>;
  @IsId('person', 'organisation') readonly holder!: PartyId;
  /** Who carries it out: the option's performer, else the holder, where it is not said. */
  @IsOptional() @IsId('person', 'organisation') readonly performer?: PartyId;
  @IsId('person', 'organisation') readonly counterpart!: PartyId;
  /** The commitment that this one supports, or that supports it. */
  @IsOptional() @IsId('commitment') readonly pairedWith?: Id<'commitment'>;
  @ValidateNested() @Type(() => Schedule) readonly schedule!: Schedule;
  /** None, where it is not said. */
  @IsOptional() @IsIn(EVIDENCE_KINDS) readonly evidence?: EvidenceKind;
  @IsText(2_000) readonly words!: string;
}

const partiesOf = ({ options }: Plan, { holder, performer, counterpart, option }: MakeCommitment) => ({
  holder,
  performer: performer ?? (option && options[option]?.performer) ?? holder,
  counterpart,
});

const sideOf = ({ subjects }: Plan, holder: PartyId): Side => {
  if (subjects.includes(holder as PersonId)) return 'person';
  return categoryOf(holder) === 'person' ? 'network' : 'service';
};

export const makeCommitment = decides(
  plan,
  MakeCommitment,
  {
    kind: 'shape-plan',
    relies: (command, facts, acting, state) => ({
      ...standing('shape-plan')(command, facts, acting, state),
      parties: knownParties(state, Object.values(partiesOf(state, command)), facts),
    }),
  },
  (state, command, context) => {
    speakingIn(state, 'shape-plan', context);
    const { goal, option, pairedWith, schedule, evidence = 'none', words } = command;
    const parties = partiesOf(state, command);
    const { holder, performer, counterpart } = parties;
    const about = state.subjects.find((subject) => subject === holder) ?? state.subjects.find((subject) => subject === counterpart);
    if (counterpart === holder || counterpart === performer) throw new Rejection('own-obligation', 'Nobody owes something to themself.', ['/counterpart']);
    if (!about) throw new Rejection('commitment-apart', 'One side of a commitment is a person of the plan.', ['/holder', '/counterpart']);
    if (goal && !state.goals[goal]) throw new Rejection('no-such-goal', 'The plan has no such goal.', ['/goal']);
    const carried = option && state.options[option];
    if (option && !carried) throw new Rejection('no-such-option', 'The plan has no such option.', ['/option']);
    if (carried && carried.status === 'refused') throw new Rejection('option-refused', 'This option was refused.', ['/option']);
    if (pairedWith && !state.commitments[pairedWith]) throw new Rejection('no-such-commitment', 'The plan has no such commitment.', ['/pairedWith']);
    if (Object.keys(state.commitments).length >= MOST_COMMITMENTS) throw new Rejection('plan-full', `A plan has at most ${MOST_COMMITMENTS} commitments.`);
    mustBeKeepable(schedule, context.now);
    mustBeKnown(state, Object.values(parties), context.relied.parties);
    mustBeOnTheirDays(schedule, [holder, performer], context.relied.parties);

    const commitment = context.newId('commitment');
    const line = { commitment, goal, option, holder, performer, counterpart, about, side: sideOf(state, holder), pairedWith, schedule, evidence, words };
    return [event(CommitmentMade, line)];
  },
);
