import { type Id, IsId, Rejection } from '@patto/contracts';
import { EmergencyAccessEnded, EmergencyAccessOpened } from '@patto/contracts/accountability';
import { command, decides, dueDates, event } from '@patto/event-store/pure';
import { emergency } from './emergency.ts';

/** Whoever opened it needs it no more, or a colleague says so. */
export class EndEmergencyAccess {
  @IsId('emergency') readonly emergency!: Id<'emergency'>;
}

export const endEmergencyAccess = decides(emergency, EndEmergencyAccess, (state, _, { by }) => {
  if (state.status === 'none' || by.organisation !== state.organisation) throw new Rejection('not-a-recipient', 'This is not your organisation’s.');
  return state.status === 'ended' ? [] : [event(EmergencyAccessEnded, { person: state.person, why: 'done' })];
});

/** Its time is over; sent when it is due. Nobody could read by it any more even before: its authority ends with its period. */
export class LapseEmergencyAccess {
  @IsId('emergency') readonly emergency!: Id<'emergency'>;
}

export const lapseEmergencyAccess = decides(emergency, LapseEmergencyAccess, (state, _, { now }) => {
  if (state.status !== 'open') return [];
  if (now < state.until) throw new Rejection('emergency-not-over', 'The emergency still lasts.');
  return [event(EmergencyAccessEnded, { person: state.person, why: 'lapsed' })];
});

/** When each emergency lapses. */
export const emergenciesEnding = dueDates(
  'emergencies-ending',
  { EmergencyAccessOpened, EmergencyAccessEnded },
  {
    EmergencyAccessOpened: ({ until }) => [{ key: 'end', dueAt: until }],
    EmergencyAccessEnded: () => [{ key: 'end', dueAt: undefined }],
  },
  ({ stream }) => command(LapseEmergencyAccess, { emergency: stream as Id<'emergency'> }),
);
