import type { Facts } from '@patto/contracts';
import { AttendanceRecorded, type Attended, DeliveryRecorded } from '@patto/contracts/comanagement';
import { command, type CommandCall } from '@patto/event-store/pure';
import { type Heard, when } from '@patto/messaging';
import { NoteDelivery } from '../plan/note-delivery.ts';

const noted = (
  { plan, commitment, attendance }: Facts<Attended>,
  { performer }: Pick<DeliveryRecorded, 'performer'>,
  { id, happenedAt }: Heard,
): readonly CommandCall[] =>
  plan && commitment && attendance === 'attended' ? [command(NoteDelivery, { plan, commitment, performer, recorded: id }, happenedAt)] : [];

/** What was delivered under a plan fulfils its commitment, when it was delivered and not when that is heard. */
export const whenDeliveryRecordedNoteDelivery = when('when-delivery-recorded-note-delivery', DeliveryRecorded, (facts, heard) => noted(facts, facts, heard));

/** So does what was delivered to a group, for each who came. */
export const whenAttendanceRecordedNoteDelivery = when('when-attendance-recorded-note-delivery', AttendanceRecorded, (facts, heard) =>
  facts.attended.flatMap((one) => noted(one, facts, heard)),
);
