import { categoryOf, type Id, Rejection } from '@patto/contracts';
import { ReferralLinkEnded } from '@patto/contracts/comanagement';
import { type AnyDecision, type Context, event, type FactsInForce } from '@patto/event-store/pure';

/** A one-time link, where it is good. */
export const linkOf = (link: string, facts: FactsInForce) => ({ link: facts.find('link', link)[0] });

/**
 * The same decision, also for whoever holds a one-time link to this very referral. The link ends in the append that records what it
 * was used for, so two uses at once give one act.
 */
export const throughLink = <Deciding extends AnyDecision>(decision: Deciding): Deciding => ({
  ...decision,
  relies: (...[command, facts, acting, state]: Parameters<NonNullable<AnyDecision['relies']>>) => ({
    ...decision.relies?.(command, facts, acting, state),
    ...(categoryOf(acting.by.actor) === 'link' && linkOf(acting.by.actor, facts)),
  }),
  decide: (...[state, command, context]: Parameters<AnyDecision['decide']>) => {
    const decided = decision.decide(state, command, context);
    const { by, stream, relied } = context as Context<Partial<ReturnType<typeof linkOf>>>;
    if (categoryOf(by.actor) !== 'link') return decided;
    if (relied.link?.stream !== stream) throw new Rejection('not-a-recipient', 'This link is for another referral.');
    return [event(ReferralLinkEnded, { link: by.actor as Id<'link'>, why: 'used' }), ...decided];
  },
});
