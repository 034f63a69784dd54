import { AreIds, type Id, IsCode, IsId, type PartyId, Rejection } from '@patto/contracts';
import { CostLine, MOST_COST_LINES, OptionShaped } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, ValidateNested } from 'class-validator';
import { knownParties, mustBeKnown } from './known-parties.ts';
import { plan } from './plan.ts';
import { speakingIn, standing } from './standing.ts';

/** Makes a new option together with the person, out of others, because of a barrier that stood in the way. */
export class ShapeOption {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('goal') readonly goal!: Id<'goal'>;
  @AreIds('option') @ArrayMaxSize(10) readonly lineage!: Id<'option'>[];
  /** What stood in the way, as `transport`. */
  @IsCode() readonly barrier!: string;
  @IsCode() readonly category!: string;
  @IsOptional() @IsId('service', 'listing', 'contribution') readonly service?: Id<'service' | 'listing' | 'contribution'>;
  @IsId('person', 'organisation') readonly holder!: PartyId;
  /** The holder, where it is not said. */
  @IsOptional() @IsId('person', 'organisation') readonly performer?: PartyId;
  @IsOptional() @IsArray() @ArrayMaxSize(MOST_COST_LINES) @ValidateNested({ each: true }) @Type(() => CostLine) readonly costs?: CostLine[];
}

export const shapeOption = decides(
  plan,
  ShapeOption,
  {
    kind: 'shape-plan',
    relies: (command, facts, acting, state) => ({
      ...standing('shape-plan')(command, facts, acting, state),
      parties: knownParties(state, [command.holder, command.performer ?? command.holder], facts),
    }),
  },
  (state, { goal, lineage, barrier, category, service, holder, performer = holder, costs = [] }, context) => {
    speakingIn(state, 'shape-plan', context);
    if (!state.goals[goal]) throw new Rejection('no-such-goal', 'The plan has no such goal.', ['/goal']);
    if (!lineage.every((from) => state.options[from])) throw new Rejection('no-such-option', 'It can only be made from options of this plan.', ['/lineage']);
    mustBeKnown(state, [holder, performer], context.relied.parties);

    return [event(OptionShaped, { option: context.newId('option'), goal, lineage, barrier, category, service, holder, performer, costs })];
  },
);
