import type { Facts, Instant, OrganisationId } from '@patto/contracts';
import { AttendanceRecorded, type Attended, DeliveryConfirmed, DeliveryContested, DeliveryRecorded } from '@patto/contracts/comanagement';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** A delivery as decisions need to know it: one person's, or that of a group. */
export interface Delivery {
  readonly performer?: OrganisationId;
  readonly attended: readonly Facts<Attended>[];
  /** The event that recorded it, by whom, and when it took place. */
  readonly recorded: string;
  readonly recordedBy: string;
  readonly deliveredAt: Instant;
  /** What each person said about it. */
  readonly words: { readonly [person: string]: 'confirmed' | 'contested' };
}

const events = { DeliveryRecorded, AttendanceRecorded, DeliveryConfirmed, DeliveryContested };
const none: Delivery = { attended: [], recorded: '', recordedBy: '', deliveredAt: '', words: {} };

const evolve: Evolve<Delivery, typeof events> = {
  DeliveryRecorded: (_, { performer, person, referral, charge, plan, commitment, attendance }, { id, by, happenedAt }) => ({
    ...none,
    performer,
    attended: [{ person, referral, charge, plan, commitment, attendance }],
    ...{ recorded: id, recordedBy: by.actor, deliveredAt: happenedAt },
  }),
  AttendanceRecorded: (_, { performer, attended }, { id, by, happenedAt }) => ({
    ...none,
    ...{ performer, attended, recorded: id, recordedBy: by.actor, deliveredAt: happenedAt },
  }),
  DeliveryConfirmed: (delivery, { person }) => ({ ...delivery, words: { ...delivery.words, [person]: 'confirmed' } }),
  DeliveryContested: (delivery, { person }) => ({ ...delivery, words: { ...delivery.words, [person]: 'contested' } }),
};

export const delivery = aggregate(events, none, evolve);
