import { type Id, IsId, Rejection } from '@patto/contracts';
import { ConsentGranted, ConsentLapsed, ConsentWithdrawn } from '@patto/contracts/persons';
import { command, decides, dueDates, event } from '@patto/event-store/pure';
import { consent } from './consent.ts';

/** The time of a consent is over; sent when it is due. Nobody could be told on it any more even before: its authority ends with its period. */
export class LapseConsent {
  @IsId('consent') readonly consent!: Id<'consent'>;
}

export const lapseConsent = decides(consent, LapseConsent, (state, _, { now }) => {
  if (state.status !== 'granted' || !state.until) return [];
  if (now < state.until) throw new Rejection('not-due', 'The consent still stands.');
  return [event(ConsentLapsed, { person: state.person, recipients: state.recipients })];
});

/** When each consent is over. */
export const consentsEnding = dueDates(
  'consents-ending',
  { ConsentGranted, ConsentWithdrawn, ConsentLapsed },
  {
    ConsentGranted: ({ until }) => [{ key: 'end', dueAt: until }],
    ConsentWithdrawn: () => [{ key: 'end', dueAt: undefined }],
    ConsentLapsed: () => [{ key: 'end', dueAt: undefined }],
  },
  ({ stream }) => command(LapseConsent, { consent: stream as Id<'consent'> }),
);
