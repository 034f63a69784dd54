import type { Asking } from '@patto/access';
import { type OrganisationId, Rejection } from '@patto/contracts';
import { registered } from '@patto/contracts/partnerships';

/**
 * Who works for an organisation is told to that organisation, to the one that registered it, and to auditors.
 * @throws Rejection `not-a-recipient`, alike for organisations that do not exist
 */
export const refuseUnlessConcerned = (organisation: OrganisationId | undefined, { by, roles, facts }: Asking): void => {
  if (roles.includes('auditor')) return;
  const own = by.organisation;
  if (own !== undefined && (own === organisation || own === registered(facts, organisation)?.is.registrar)) return;
  throw new Rejection('not-a-recipient', 'Who works for an organisation is told to that organisation.');
};
