import { type Id, IsCode, IsId, type PartyId, Rejection } from '@patto/contracts';
import { CostLine, MOST_COST_LINES, OptionOffered } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, ValidateNested } from 'class-validator';
import { knownParties, mustBeKnown } from './known-parties.ts';
import { plan } from './plan.ts';
import { bodyIn, standing } from './standing.ts';

/** The body in charge puts a service or a contribution before the person, and what it would cost whom. */
export class OfferOption {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('goal') readonly goal!: Id<'goal'>;
  @IsCode() readonly category!: string;
  @IsOptional() @IsId('service', 'listing', 'contribution') readonly service?: Id<'service' | 'listing' | 'contribution'>;
  @IsId('person', 'organisation') readonly holder!: PartyId;
  /** The holder, where it is not said. */
  @IsOptional() @IsId('person', 'organisation') readonly performer?: PartyId;
  @IsOptional() @IsArray() @ArrayMaxSize(MOST_COST_LINES) @ValidateNested({ each: true }) @Type(() => CostLine) readonly costs?: CostLine[];
}

export const offerOption = decides(
  plan,
  OfferOption,
  {
    relies: (command, facts, acting, state) => ({
      ...standing('shape-plan')(command, facts, acting, state),
      parties: knownParties(state, [command.holder, command.performer ?? command.holder], facts),
    }),
  },
  (state, { goal, category, service, holder, performer = holder, costs = [] }, context) => {
    bodyIn(state, context);
    if (!state.goals[goal]) throw new Rejection('no-such-goal', 'The plan has no such goal.', ['/goal']);
    mustBeKnown(state, [holder, performer], context.relied.parties);

    return [event(OptionOffered, { option: context.newId('option'), goal, category, service, holder, performer, costs })];
  },
);
