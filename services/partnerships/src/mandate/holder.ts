import { type By, type OrganisationId, Rejection } from '@patto/contracts';

/** @throws Rejection `not-the-holder` */
export const refuseUnlessHolder = (holder: OrganisationId, by: By): void => {
  if (by.organisation !== holder) throw new Rejection('not-the-holder', 'Only the organisation that the mandate is offered to answers.');
};
