import type { PolicyRule } from '@patto/contracts/accountability';
import { ACCOUNTABILITY } from './accountability.ts';
import { COMANAGEMENT } from './comanagement.ts';
import { PARTNERSHIPS } from './partnerships.ts';
import { PERSONS } from './persons.ts';
import { REFUSALS } from './refusals.ts';
import type { ServiceRows } from './rows.ts';

/** Who may do what in a district, until its administrators publish another policy: rows by service, in the order of its story. */
export const DISTRICT: { readonly [service: string]: ServiceRows } = {
  persons: PERSONS,
  partnerships: PARTNERSHIPS,
  comanagement: COMANAGEMENT,
  accountability: ACCOUNTABILITY,
};

/** One rule for all rows of the same roles, so that a policy is as short as an event has to be. */
const rulesOf = (rows: ServiceRows): readonly PolicyRule[] => {
  const byRoles = new Map<string, { roles: PolicyRule['roles']; action: string[] }>();
  for (const [name, roles] of Object.entries({ ...rows.commands, ...rows.questions })) {
    const rule = byRoles.get(roles.join()) ?? { roles, action: [] };
    rule.action.push(name);
    byRoles.set(roles.join(), rule);
  }
  return [...byRoles.values()];
};

/** The district's policy as it is published when a deployment begins. */
export const districtPolicy = (): readonly PolicyRule[] => [...Object.values(DISTRICT).flatMap(rulesOf), ...REFUSALS];

/** Commands and questions of this version that a policy says nothing of: nobody may send or ask them. */
export const unnamedIn = (rules: readonly PolicyRule[]): readonly string[] => {
  const named = new Set(rules.flatMap(({ action }) => action));
  return Object.values(DISTRICT).flatMap(({ commands, questions }) => Object.keys({ ...commands, ...questions }).filter((name) => !named.has(name)));
};
