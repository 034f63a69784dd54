import { type By, type Fact, Rejection } from '@patto/contracts';
import type { FactsInForce } from '@patto/event-store/pure';

/** The caller's own organisation, as it is registered. */
export const ownOrganisation = (facts: FactsInForce, { organisation }: By): Fact<'organisation'> | undefined =>
  organisation ? facts.find('organisation', organisation).find(({ stream }) => stream === organisation) : undefined;

/** @throws Rejection `not-a-public-body` where the caller acts for another organisation than a public body; our own services may begin */
export const refuseUnlessPublicBody = (own: Fact<'organisation'> | undefined, by: By): void => {
  if (by.actor.startsWith('system-')) return;
  if (own?.is.sector !== 'public-body') throw new Rejection('not-a-public-body', 'Only a public body may do this.');
};
