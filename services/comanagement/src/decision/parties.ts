import { type Fact, type OrganisationId, Rejection } from '@patto/contracts';
import type { CountedPosition, ProposedChange } from '@patto/contracts/comanagement';
import { openService, participationsIn, registered, type SignatoryRole, termsOf } from '@patto/contracts/partnerships';
import type { FactsInForce } from '@patto/event-store/pure';
import type { DecisionState, Opened } from './decision.ts';

/** Who decides: a company that supports a pact, or gives something to it, does not co-manage (art. 55 of the Codice del Terzo settore). */
const DECIDING_ROLES: readonly string[] = ['lead', 'co-manager', 'guarantor', 'people-served'] satisfies SignatoryRole[];

/** A pact in force, all that take part in it now, and what they are: if any of it moves, the decision is counted anew. */
export const pactInForce = (facts: FactsInForce, pact: string) => {
  const participations = participationsIn(facts, pact);
  return {
    pact: termsOf(facts, pact),
    participations,
    organisations: participations.flatMap(({ is }) => registered(facts, is.organisation) ?? []),
  };
};
export type PactInForce = ReturnType<typeof pactInForce>;

/** Beside the pact, the service whose change waits for an act of whoever answers for it. */
export type Deciding = PactInForce & { readonly service: Fact<'service'> | undefined };

/** What a decision is about; nothing where there is no decision. */
export const pactOf = (facts: FactsInForce, state: DecisionState): Deciding =>
  state.status === 'none'
    ? { pact: undefined, participations: [], organisations: [], service: undefined }
    : { ...pactInForce(facts, state.pact), service: state.needsAct ? openService(facts, state.change.service) : undefined };

export const isPublicBody = ({ organisations }: PactInForce, organisation: string | undefined): boolean =>
  organisations.some(({ is }) => is.organisation === organisation && is.sector === 'public-body');

/** Whose positions are counted. */
export const partiesThatDecide = ({ participations }: PactInForce): readonly OrganisationId[] =>
  participations.filter(({ is }) => DECIDING_ROLES.includes(is.role)).map(({ is }) => is.organisation as OrganisationId);

/** Who may attach the act: the public body that answers for the service, and where none does, each that decides. */
export const competentBodies = ({ terms }: ProposedChange, parties: Deciding): readonly OrganisationId[] => {
  const bodies = partiesThatDecide(parties).filter((organisation) => isPublicBody(parties, organisation));
  const accountable = terms?.accountable ?? parties.service?.is.accountable;
  return isPublicBody(parties, accountable) ? bodies.filter((organisation) => organisation === accountable) : bodies;
};

/** @throws Rejection `participation-suspended`, `not-a-deciding-party` */
export const refuseUnlessDeciding = ({ pact, participations }: PactInForce, organisation: OrganisationId | undefined): OrganisationId => {
  const own = participations.find(({ is }) => is.organisation === organisation);
  if (organisation && own && DECIDING_ROLES.includes(own.is.role)) return organisation;
  const signed = pact?.is.parties?.some((party) => party.organisation === organisation);
  if (signed && !own) throw new Rejection('participation-suspended', 'Your organisation takes no part in this pact now.');
  throw new Rejection('not-a-deciding-party', 'Your organisation does not decide in this pact.');
};

/** What each party that decides has said, and what it weighs. */
export const positionsIn = ({ rule, said }: Opened, parties: PactInForce): readonly CountedPosition[] =>
  parties.participations
    .filter(({ is }) => DECIDING_ROLES.includes(is.role))
    .map(({ is }) => {
      const own = said[is.organisation];
      return {
        organisation: is.organisation as OrganisationId,
        position: own?.position ?? 'silent',
        weight: rule.weights?.find(({ organisation }) => organisation === is.organisation)?.weight ?? 1,
        answered: own?.answered ?? false,
        publicBody: isPublicBody(parties, is.organisation),
        lead: is.role === 'lead',
      };
    });
