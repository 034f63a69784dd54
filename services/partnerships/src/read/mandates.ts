import type { Instant, OrganisationId } from '@patto/contracts';
import { type Competence, MandateAccepted, type MandateBasis, MandateDeclined, MandateGranted, MandateRevoked } from '@patto/contracts/partnerships';
import { readModel } from '@patto/read-models';

/** A mandate with what became of it. */
export interface MandateView {
  readonly grantor: OrganisationId;
  readonly holder: OrganisationId;
  readonly competences: readonly Competence[];
  readonly areas: readonly string[];
  readonly categories: readonly string[];
  readonly from: Instant;
  readonly until: Instant;
  readonly basis: MandateBasis;
  readonly act: string;
  readonly delegatedFrom?: string;
  readonly status: 'offered' | 'accepted' | 'declined' | 'revoked';
  readonly grantedAt: Instant;
  readonly acceptedAt?: Instant;
  /** When it was declined or revoked; its period may end it earlier. */
  readonly endedAt?: Instant;
  readonly reason?: string;
  readonly motivation?: string;
}

/** Who may do what, where, about what and how long: granted, accepted, declined and revoked. */
export const mandates = readModel(
  'mandates',
  1,
  { events: { MandateGranted, MandateAccepted, MandateDeclined, MandateRevoked }, indexes: ['holder', 'grantor', 'status', 'areas', 'until', 'delegatedFrom'] },
  {
    MandateGranted: (_: MandateView | undefined, facts, { time }): MandateView => ({ ...facts, status: 'offered', grantedAt: time }),
    MandateAccepted: (view, _, { time }): MandateView | undefined => view && { ...view, status: 'accepted', acceptedAt: time },
    MandateDeclined: (view, { reason }, { time }): MandateView | undefined => view && { ...view, status: 'declined', endedAt: time, reason },
    MandateRevoked: (view, { motivation }, { time }): MandateView | undefined => view && { ...view, status: 'revoked', endedAt: time, motivation },
  },
);
