import type { Fact } from '@patto/contracts';
import type { CallerKind, PolicyRule } from '@patto/contracts/accountability';
import type { FactsInForce } from '@patto/event-store/pure';
import type { ActingFor } from '../acting-for.ts';
import { AT_A_DESK } from './district/rows.ts';
import { fulfils } from './rules.ts';

/** Roles that nobody is given: each follows from a fact, and whoever acts in one relies on that fact. */
const FROM_FACTS: { readonly [Role in CallerKind]?: (acting: ActingFor, facts: FactsInForce) => Fact | undefined } = {
  supporter: ({ by, kinds }, facts) => (kinds.includes('person') ? facts.find('support', by.actor).find(({ is }) => is.supporter === by.actor) : undefined),
  'case-manager': ({ by, kinds }, facts) =>
    by.organisation && isAtADesk(kinds)
      ? facts.find('charge', by.organisation, by.actor).find(({ is }) => is.organisation === by.organisation && is.caseManager === by.actor)
      : undefined,
  provider: ({ by, kinds }, facts) =>
    by.organisation && isAtADesk(kinds) ? facts.find('service', by.organisation).find(({ is }) => is.performer === by.organisation) : undefined,
  company: ({ by }, facts) => organisationOf(by.organisation, facts, 'company'),
};

/** Whoever only audits, or is a program, is neither a case manager nor somebody who provides. */
const isAtADesk = (kinds: readonly CallerKind[]): boolean => kinds.some((kind) => AT_A_DESK.includes(kind));

const organisationOf = (organisation: string | undefined, facts: FactsInForce, sector?: string) =>
  organisation === undefined
    ? undefined
    : facts.find('organisation', organisation).find(({ is }) => is.organisation === organisation && (sector === undefined || is.sector === sector));

/** The facts by which a rule is about a caller; nothing where it is not. */
export const standingUnder = (rule: PolicyRule, acting: ActingFor, facts: FactsInForce): readonly Fact[] | undefined => {
  const role = roleUnder(rule, acting, facts);
  if (!role) return undefined;
  const caller = rule.caller ? organisationOf(acting.by.organisation, facts) : undefined;
  if (rule.caller && !fulfils({ ...acting.by, sector: caller?.is.sector }, rule.caller)) return undefined;
  const mandate = rule.mandate ? mandateUnder(rule, acting, facts) : undefined;
  if (rule.mandate && !mandate) return undefined;
  return [...role, ...(caller ? [caller] : []), ...(mandate ? [mandate] : [])];
};

const roleUnder = ({ roles }: PolicyRule, acting: ActingFor, facts: FactsInForce): readonly Fact[] | undefined => {
  if (acting.kinds.some((kind) => roles.includes(kind))) return []; // What gave it is relied on by whoever acts for somebody at all.
  for (const role of roles) {
    const fact = FROM_FACTS[role]?.(acting, facts);
    if (fact) return [fact];
  }
  return undefined;
};

const mandateUnder = (rule: PolicyRule, { by }: ActingFor, facts: FactsInForce): Fact<'mandate'> | undefined =>
  by.organisation === undefined
    ? undefined
    : facts
        .find('mandate', by.organisation)
        .find(
          ({ is: { holder, competences, areas, categories, basis } }) =>
            holder === by.organisation && fulfils({ competences, areas, categories, basis }, rule.mandate),
        );
