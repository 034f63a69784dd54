import type { Id, OrganisationId } from '@patto/contracts';
import { StepInDeclined, type StepInCause } from '@patto/contracts/comanagement';
import { ParticipationSuspended, WithdrawalNotified } from '@patto/contracts/partnerships';
import { type CommandCall, command } from '@patto/event-store/pure';
import { type Heard, when } from '@patto/messaging';
import { services } from '../read/services.ts';
import { transfers } from '../read/transfers.ts';
import { OfferStepIn } from '../transfer/offer-step-in.ts';

const STEP_IN = { status: 'offered', cause: { $exists: true } };

/** Somebody is to step into each service that the organisation performs under the pact, unless one is being asked already. */
const askForEach = async (organisation: OrganisationId, cause: StepInCause, { stream, find }: Heard): Promise<readonly CommandCall[]> => {
  const pact = stream as Id<'pact'>;
  const [performed, asked] = await Promise.all([
    find(services, { pact, performer: organisation, status: { $ne: 'closed' } }),
    find(transfers, { pact, from: organisation, ...STEP_IN }),
  ]);
  return performed
    .filter(({ id }) => !asked.some(({ service }) => service === id))
    .map(({ id, obligation }) => command(OfferStepIn, { service: id as Id<'service'>, pact, obligation, from: organisation, cause, after: 0 }));
};

/** The next in the order is asked instead of one that was asked to step in and takes no part itself any more. */
const askTheNext = async (organisation: OrganisationId, { stream: pact, find }: Heard): Promise<readonly CommandCall[]> =>
  (await find(transfers, { pact, to: organisation, ...STEP_IN })).flatMap(({ service, pact: under, obligation, from, cause, place }) =>
    cause === undefined || place === undefined ? [] : [command(OfferStepIn, { service, pact: under, obligation, from, cause, after: place })],
  );

/** Whoever takes no part performs nothing: others are asked, in the order of the pact. */
export const whenParticipationSuspendedOfferStepIn = when(
  'when-participation-suspended-offer-step-in',
  ParticipationSuspended,
  async ({ organisation }, heard) => [...(await askForEach(organisation, 'suspended', heard)), ...(await askTheNext(organisation, heard))],
);

/** Who is leaving goes when others perform what it performs. */
export const whenWithdrawalNotifiedOfferStepIn = when('when-withdrawal-notified-offer-step-in', WithdrawalNotified, ({ organisation }, heard) =>
  askForEach(organisation, 'withdrawn', heard),
);

/** After one who declined, the next one is asked. */
export const whenStepInDeclinedOfferNext = when('when-step-in-declined-offer-next', StepInDeclined, ({ service, pact, obligation, from, cause, place }) => [
  command(OfferStepIn, { service, pact, obligation, from, cause, after: place }),
]);
