import type { Fact } from '../effects.ts';
import type { By } from '../envelope.ts';
import { Rejection } from '../rejection.ts';

interface OrganisationsInForce {
  find(kind: 'organisation', ...ids: readonly string[]): readonly Fact<'organisation'>[];
}

/** An organisation, as it is registered. */
export const registered = (facts: OrganisationsInForce, organisation: string | undefined): Fact<'organisation'> | undefined =>
  organisation === undefined ? undefined : facts.find('organisation', organisation).find(({ stream }) => stream === organisation);

/** @throws Rejection `not-a-public-body` where the caller acts for another organisation than a public body; our own services may begin */
export const refuseUnlessPublicBody = (own: Fact<'organisation'> | undefined, by: By): void => {
  if (by.actor.startsWith('system-')) return;
  if (own?.is.sector !== 'public-body') throw new Rejection('not-a-public-body', 'Only a public body may do this.');
};
