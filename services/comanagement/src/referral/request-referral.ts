import { type Id, IsCode, IsId, IsText, type OrganisationId, type PersonId } from '@patto/contracts';
import { ReferralRequested } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { referral } from './referral.ts';
import { referredTo, referring } from './referring.ts';

/** A body in charge refers a person to a service, whose performer answers in time. Where the service is a line of their plan, it is that line's. */
export class RequestReferral {
  @IsId('person') readonly person!: PersonId;
  @IsId('service') readonly service!: Id<'service'>;
  /** In what and how much of it is asked for; 1 of the first unit of the service where it is not said. */
  @IsOptional() @IsCode() readonly unit?: string;
  @IsOptional() @IsInt() @Min(1) @Max(1_000_000) readonly amount?: number;
  @IsOptional() @IsText(2_000) readonly words?: string;
}

export const requestReferral = decides(
  referral,
  RequestReferral,
  {
    relies: ({ service, person }, facts, { by }) => ({
      ...referring({ service, person, requester: by.organisation }, facts),
      line: facts.find('line', person, service).find(({ is }) => is.person === person && is.service === service),
    }),
    stream: 'new',
  },
  (_, { person, unit, amount = 1, words }, { by, now, newId, relied }) => {
    const to = referredTo(relied, now, unit);
    const requester = by.organisation as OrganisationId;
    const { plan, commitment, holder } = relied.line?.is ?? {};
    const ofLine = { plan: plan as Id<'plan'> | undefined, commitment: commitment as Id<'commitment'> | undefined, lineAccepted: holder === to.recipient };
    const asked = { ...to, ...ofLine, person, requester, amount, answerObligation: newId('obligation') };
    return [event(ReferralRequested, { ...asked, ...(words && { words }) })];
  },
);

/** A line of an agreed plan is a service: the person is referred to it. Sent by the reaction to the agreement, once for each line. */
export class ReferAgreedLine {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsId('person') readonly person!: PersonId;
  @IsId('service') readonly service!: Id<'service'>;
  /** The body whose plan it is. */
  @IsId('organisation') readonly requester!: OrganisationId;
  /** Who accepted the line. */
  @IsId('person', 'organisation') readonly holder!: PersonId | OrganisationId;
}

export const referAgreedLine = decides(
  referral,
  ReferAgreedLine,
  {
    relies: (command, facts) => ({
      ...referring(command, facts),
      line: facts.find('line', command.plan, command.commitment).find(({ is }) => is.commitment === command.commitment),
    }),
    stream: { onePer: ({ plan, commitment }) => `${plan} ${commitment}` },
  },
  (state, { plan, commitment, person, requester, holder }, { now, newId, relied }) => {
    if (state.state !== 'none' || !relied.line) return []; // The agreement was heard before, or the line has left the plan since.
    const to = referredTo(relied, now);
    const asked = { ...to, person, requester, plan, commitment, amount: 1 };
    return [event(ReferralRequested, { ...asked, lineAccepted: holder === to.recipient, answerObligation: newId('obligation') })];
  },
);
