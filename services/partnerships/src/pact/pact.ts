import type { Instant, OrganisationId } from '@patto/contracts';
import { PactActivated, PactDrafted, PactSigned, type Signatory } from '@patto/contracts/partnerships';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** What signing needs to know of a pact. */
export interface Pact {
  readonly status: 'none' | 'draft' | 'active';
  readonly signatories: readonly Signatory[];
  readonly signed: readonly OrganisationId[];
  readonly until: Instant;
}

const events = { PactDrafted, PactSigned, PactActivated };

const evolve: Evolve<Pact, typeof events> = {
  PactDrafted: (_, { signatories, until }) => ({ status: 'draft', signatories, signed: [], until }),
  PactSigned: (pact, { organisation }) => ({ ...pact, signed: [...pact.signed, organisation] }),
  PactActivated: (pact) => ({ ...pact, status: 'active' }),
};

export const pact = aggregate(events, { status: 'none', signatories: [], signed: [], until: '' } as Pact, evolve);
