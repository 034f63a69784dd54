import { type By, type Fact, type OrganisationId, Rejection } from '@patto/contracts';

/**
 * An organisation's own administrators keep its affiliations; those of the organisation that registered it may too, because at first it has none.
 * @throws Rejection
 */
export const refuseUnlessKeeper = (organisation: OrganisationId, registration: Fact<'organisation'> | undefined, by: By): void => {
  if (!registration) throw new Rejection('unknown-organisation', 'There is no such organisation.', ['/organisation']);
  if (by.actor.startsWith('system-')) return;
  if (by.organisation !== organisation && by.organisation !== registration.is.registrar) {
    throw new Rejection('not-your-organisation', 'An administrator of that organisation does this, or of the one that registered it.');
  }
};
