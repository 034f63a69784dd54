import type { ObligationVerb } from '@patto/contracts';
import type { Obligation, ObligationState, Offer, Responsible } from './obligation.ts';

/** What an effect says in an event; what it does not say is left out. */
export interface Said extends Responsible {
  readonly kind?: string;
  readonly counterpart?: string;
  readonly subjects?: readonly string[];
  readonly dueAt?: string;
  readonly under?: string;
  /** When it was recorded, and when it happened. RFC 3339. */
  readonly time: string;
  readonly happenedAt: string;
}

/** How a verb moves an obligation. What was neither assumed nor offered is no obligation, and nothing else can happen to it. */
type Move = (was: Obligation | undefined, said: Said) => Obligation | undefined;

const UNHEARD_OF: Obligation = { subjects: [], state: 'offered', offers: [], parties: [], waitsFor: [], steps: [] };

const terms = ({ kind, counterpart, subjects, dueAt, under }: Said): Partial<Obligation> => ({
  ...(kind !== undefined && { kind }),
  ...(counterpart !== undefined && { counterpart }),
  ...(subjects !== undefined && { subjects }),
  ...(dueAt !== undefined && { dueAt }),
  ...(under !== undefined && { under }),
});

const isTo = (offer: Offer, { holder, performer }: Responsible): boolean =>
  offer.declinedAt === undefined && (holder === undefined || holder === offer.holder) && (performer === undefined || performer === offer.performer);

/** The offer that is answered: the newest open one that names the same, or the newest open one where nobody is named. */
const answeredBy = ({ offers }: Obligation, said: Said): Offer | undefined => offers.findLast((offer) => isTo(offer, said));

/** A hand-over. Whoever performs what they answered for passes both on; another performer goes on performing. */
const handedOver = (was: Obligation, said: Said): Obligation => {
  const offer = answeredBy(was, said);
  const holder = said.holder ?? offer?.holder ?? was.holder;
  const performer = said.performer ?? offer?.performer ?? (was.performer === was.holder ? holder : was.performer);
  return { ...was, holder, performer, offers: was.offers.filter((one) => one !== offer) };
};

const taken: Move = (was, said) => was && { ...handedOver(was, said), ...terms(said), state: was.state === 'offered' ? 'owed' : was.state };

const becomes =
  (state: ObligationState): Move =>
  (was, said) =>
    was && { ...was, ...terms(said), state };

/** What each verb does; the declared effects of events speak in these verbs alone. */
export const MOVES: { readonly [verb in ObligationVerb]: Move } = {
  assumed: (was = UNHEARD_OF, said) => ({ ...handedOver({ ...was, holder: undefined, performer: undefined }, said), ...terms(said), state: 'owed' }),
  offered: (was, said) => {
    const { holder, performer, time: offeredAt } = said;
    const before = was ?? { ...UNHEARD_OF, ...terms(said) };
    return {
      ...before,
      state: before.state === 'declined' ? 'offered' : before.state,
      offers: [...before.offers, { holder, performer, offeredAt, ...(before.performer !== undefined && { from: before.performer }) }],
    };
  },
  accepted: taken,
  declined: (was, said) => {
    if (!was) return undefined;
    const declined = answeredBy(was, said);
    const offers = was.offers.map((offer) => (offer === declined ? { ...offer, declinedAt: said.time } : offer));
    const isOver = was.state === 'offered' && offers.every(({ declinedAt }) => declinedAt !== undefined);
    return { ...was, offers, state: isOver ? 'declined' : was.state };
  },
  'handed-over': taken,
  suspended: becomes('suspended'),
  resumed: becomes('owed'),
  discharged: becomes('discharged'),
  breached: (was, said) => was && { ...was, ...terms(said), state: 'breached', breachedAt: said.happenedAt },
  annulled: (was) => was && { ...was, state: was.state === 'breached' ? 'owed' : was.state, breachedAt: undefined },
  waived: becomes('waived'),
};
