import { PolicyPublished, type PolicyRule } from '@patto/contracts/accountability';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** The rules in force. */
export interface Policy {
  readonly rules: readonly PolicyRule[];
}

const events = { PolicyPublished };

const evolve: Evolve<Policy, typeof events> = {
  PolicyPublished: (_, { rules }) => ({ rules }),
};

/** The policy of a deployment: one stream, and a revision for each version. */
export const policy = aggregate(events, { rules: [] }, evolve);
