import type { Id, OrganisationId } from '@patto/contracts';
import type { AskedParty } from '@patto/contracts/comanagement';
import type { Context } from '@patto/event-store/pure';
import type { Opened } from './decision.ts';
import { type PactInForce, partiesThatDecide } from './parties.ts';

type Naming = Pick<Context, 'stream' | 'idFor'>;

/** The obligation of a party to say what it wants in this decision; it stays the same however often it is asked. */
export const positionOwedBy = (organisation: OrganisationId, { stream, idFor }: Naming): Id<'obligation'> => idFor('obligation', stream, organisation);

/** These parties, each with what it owes. */
export const asked = (organisations: readonly OrganisationId[], naming: Naming): readonly AskedParty[] =>
  organisations.map((organisation) => ({ organisation, obligation: positionOwedBy(organisation, naming) }));

/** Who has to attach the act, each with the obligation to do so. */
export const askedForAct = (organisations: readonly OrganisationId[], { stream, idFor }: Naming): readonly AskedParty[] =>
  organisations.map((organisation) => ({ organisation, obligation: idFor('obligation', stream, organisation, 'act') }));

/** Who has to be asked as well, as they decide now and have said nothing yet, and who need not say anything any more. */
export const askedAnew = ({ said, awaited }: Pick<Opened, 'said' | 'awaited'>, parties: PactInForce, naming: Naming) => {
  const deciding = partiesThatDecide(parties);
  const came = deciding.filter((organisation) => !said[organisation] && !awaited.includes(organisation));
  const went = awaited.filter((organisation) => !deciding.includes(organisation));
  return { asked: asked(came, naming), excused: asked(went, naming) };
};
