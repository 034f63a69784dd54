import type { Id, OrganisationId } from '@patto/contracts';
import {
  OfferCalledOff,
  StepInAccepted,
  type StepInCause,
  StepInDeclined,
  StepInOffered,
  TransferAccepted,
  TransferDeclined,
  TransferOffered,
} from '@patto/contracts/comanagement';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** What a hand-over is about and between whom. */
export interface HandOver {
  readonly service: Id<'service'>;
  readonly pact: Id<'pact'>;
  readonly obligation: Id<'obligation'>;
  readonly from: OrganisationId;
  readonly to: OrganisationId;
}

/** A hand-over that was offered, and what became of it. */
export interface Offered extends HandOver {
  readonly status: 'offered' | 'accepted' | 'declined' | 'called-off';
  /** Why the pact's order asked this party, and as which in the order; only where it is to step in. */
  readonly stepIn?: { readonly cause: StepInCause; readonly place: number };
}

export type Transfer = { readonly status: 'none' } | Offered;

const events = { TransferOffered, TransferAccepted, TransferDeclined, StepInOffered, StepInAccepted, StepInDeclined, OfferCalledOff };

const handOver = ({ service, pact, obligation, from, to }: HandOver): HandOver => ({ service, pact, obligation, from, to });
const settled = (transfer: Transfer, status: Offered['status']): Transfer => (transfer.status === 'none' ? transfer : { ...transfer, status });

const evolve: Evolve<Transfer, typeof events> = {
  TransferOffered: (_, facts) => ({ ...handOver(facts), status: 'offered' }),
  TransferAccepted: (transfer) => settled(transfer, 'accepted'),
  TransferDeclined: (transfer) => settled(transfer, 'declined'),
  StepInOffered: (_, facts) => ({ ...handOver(facts), status: 'offered', stepIn: { cause: facts.cause, place: facts.place } }),
  StepInAccepted: (transfer) => settled(transfer, 'accepted'),
  StepInDeclined: (transfer) => settled(transfer, 'declined'),
  OfferCalledOff: (transfer) => settled(transfer, 'called-off'),
};

export const transfer = aggregate(events, { status: 'none' } as Transfer, evolve);

/** What a hand-over is about, as its events repeat it. */
export const sameHandOver = handOver;
