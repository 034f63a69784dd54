import type { Facts } from '@patto/contracts';
import { DeliveryConfirmed, DeliveryContested } from '@patto/contracts/comanagement';
import type { ContestReason } from '@patto/contracts/persons';
import { command, type CommandCall } from '@patto/event-store/pure';
import { when } from '@patto/messaging';
import { NoteDeliveryWord } from '../plan/note-delivery-word.ts';
import { NoteDelivery } from '../plan/note-delivery.ts';

/** The word may be heard before the delivery, so the delivery comes first; noting it twice does nothing. */
const noted = (
  { plan, commitment, performer, person, recorded, deliveredAt }: Facts<DeliveryConfirmed>,
  word: { readonly contested?: ContestReason },
): readonly CommandCall[] =>
  plan && commitment
    ? [
        command(NoteDelivery, { plan, commitment, performer, recorded }, deliveredAt),
        command(NoteDeliveryWord, { plan, commitment, person, recorded, ...word }),
      ]
    : [];

/** The person's word about a delivery is their word about the commitment. */
export const whenDeliveryConfirmedNoteWord = when('when-delivery-confirmed-note-word', DeliveryConfirmed, (facts) => noted(facts, {}));

/** Contested, it is owed again. */
export const whenDeliveryContestedNoteWord = when('when-delivery-contested-note-word', DeliveryContested, ({ reason, ...facts }) =>
  noted(facts, { contested: reason }),
);
