import { DeploymentInitialised } from '@patto/contracts/partnerships';
import { aggregate, type Evolve } from '@patto/event-store/pure';

const events = { DeploymentInitialised };

const evolve: Evolve<'new' | 'initialised', typeof events> = {
  DeploymentInitialised: () => 'initialised',
};

/** The deployment itself: one stream with one event, the first of its log. */
export const deployment = aggregate(events, 'new', evolve);
