import { refusedBecause } from '@patto/access/pure';
import { Rejection } from '@patto/contracts';
import { PolicyPublished } from '@patto/contracts/accountability';
import { decides, event } from '@patto/event-store/pure';
import { policy } from './policy.ts';

/** Replaces the policy: from the moment that it is recorded, every act and every read is judged by these rules. */
export class PublishPolicy extends PolicyPublished {}

export const publishPolicy = decides(policy, PublishPolicy, { stream: { onePer: () => 'policy' }, replaces: true }, (current, { rules }) => {
  if (JSON.stringify(rules) === JSON.stringify(current.rules)) return [];
  const reason = refusedBecause(rules);
  if (reason !== undefined) throw new Rejection('policy-never-says-this', reason);
  return [event(PolicyPublished, { rules })];
});
