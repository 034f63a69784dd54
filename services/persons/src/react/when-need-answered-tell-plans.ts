import type { Id } from '@patto/contracts';
import { NeedAnswered } from '@patto/contracts/partnerships';
import { command } from '@patto/event-store/pure';
import { when } from '@patto/messaging';
import { NotePlanNeedAnswered } from '../plan/note-plan-need-answered.ts';
import { plans } from '../read/plans.ts';

/** What plans wanted and could not have has been answered: each of them hears of it. */
export const whenNeedAnsweredTellPlans = when('when-need-answered-tell-plans', NeedAnswered, async ({ category, area, answer }, heard) =>
  (await heard.find(plans, { wanting: `${category} ${area}`, status: { $ne: 'closed' } })).map(({ id }) =>
    command(NotePlanNeedAnswered, { plan: id as Id<'plan'>, category, area, answer }),
  ),
);
