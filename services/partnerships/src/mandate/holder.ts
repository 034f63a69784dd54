import { type By, type OrganisationId, Rejection } from '@patto/contracts';

/** @throws Rejection `not-the-holder` where the caller acts for another organisation; our own services accept what the founding organisation has by law */
export const refuseUnlessHolder = (holder: OrganisationId, by: By): void => {
  if (by.actor.startsWith('system-')) return;
  if (by.organisation !== holder) throw new Rejection('not-the-holder', 'Only the organisation that the mandate is offered to answers.');
};
