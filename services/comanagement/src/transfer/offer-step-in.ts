import { type Id, IsId, type OrganisationId, Rejection } from '@patto/contracts';
import { MOST_SIGNATORIES, participationsIn, openService, termsOf } from '@patto/contracts/partnerships';
import { STEP_IN_CAUSES, type StepInCause, StepInOffered } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { isNeedless } from './standing.ts';
import { transfer } from './transfer.ts';

/** Somebody has to step in: the next party in the pact's order that takes part is asked. */
export class OfferStepIn {
  @IsId('service') readonly service!: Id<'service'>;
  @IsId('pact') readonly pact!: Id<'pact'>;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsId('organisation') readonly from!: OrganisationId;
  @IsIn(STEP_IN_CAUSES) readonly cause!: StepInCause;
  /** The place in the order of the one that was asked last; 0 where nobody was asked yet. */
  @IsInt() @Min(0) @Max(MOST_SIGNATORIES) readonly after!: number;
}

export const offerStepIn = decides(
  transfer,
  OfferStepIn,
  {
    stream: 'new',
    relies: ({ service, pact }, facts) => ({
      service: openService(facts, service),
      pact: termsOf(facts, pact),
      parties: participationsIn(facts, pact),
    }),
  },
  (_, { after, ...asked }, { relied }) => {
    const { from, cause } = asked;
    const takesPart = (organisation: string) => relied.parties.some(({ is }) => is.organisation === organisation);
    const own = relied.parties.find(({ is }) => is.organisation === from);
    if (isNeedless({ stepIn: { cause, place: after }, from }, { service: relied.service, from: own })) return [];

    const order = relied.pact?.is.stepInOrder ?? [];
    const next = order.findIndex((organisation, index) => index >= after && organisation !== from && takesPart(organisation));
    const to = order[next];
    if (!to) throw new Rejection('nobody-steps-in', 'Nobody is left in the order of the pact who could step in.');
    return [event(StepInOffered, { ...asked, to: to as OrganisationId, place: next + 1 })];
  },
);
