import { categoryOf, type Id } from '@patto/contracts';
import { PlanAgreed } from '@patto/contracts/persons';
import { command } from '@patto/event-store/pure';
import { when } from '@patto/messaging';
import { ReferAgreedLine } from '../referral/request-referral.ts';

/** With a plan each of its lines that is a co-managed service comes into force: the person is referred to it. Listings and contributions are no services here. */
export const whenPlanAgreedReferLines = when('when-plan-agreed-refer-lines', PlanAgreed, ({ organisation, lines }, { stream }) =>
  lines.flatMap(({ commitment, service, holder, subjects: [person] }) =>
    organisation && person && service && categoryOf(service) === 'service'
      ? [command(ReferAgreedLine, { plan: stream as Id<'plan'>, commitment, person, service: service as Id<'service'>, requester: organisation, holder })]
      : [],
  ),
);
