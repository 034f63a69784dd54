import { type Id, IsId, Rejection } from '@patto/contracts';
import { ServiceClosed, ServiceResumed, ServiceSuspended, ServiceSuspendedUrgently, UrgentSuspensionLapsed } from '@patto/contracts/comanagement';
import { command, decides, dueDates, event } from '@patto/event-store/pure';
import { service } from './service.ts';

/** Nobody ratified an urgent suspension in time; sent when it is due. */
export class LapseUrgentSuspension {
  @IsId('service') readonly service!: Id<'service'>;
}

export const lapseUrgentSuspension = decides(service, LapseUrgentSuspension, (state, _, { now }) => {
  if (state.status !== 'suspended-urgently' || !state.urgentUntil) return []; // Ratified, resumed, or lapsed before.
  if (now < state.urgentUntil) throw new Rejection('not-due', 'The urgent suspension still lasts.');
  return [event(UrgentSuspensionLapsed, { obligation: state.obligation })];
});

const over = () => [{ key: 'urgent', dueAt: undefined }];

/** When each urgent suspension ends by itself. */
export const urgentSuspensionsEnding = dueDates(
  'urgent-suspensions-ending',
  { ServiceSuspendedUrgently, UrgentSuspensionLapsed, ServiceSuspended, ServiceResumed, ServiceClosed },
  {
    ServiceSuspendedUrgently: ({ lapsesAt }) => [{ key: 'urgent', dueAt: lapsesAt }],
    UrgentSuspensionLapsed: over,
    ServiceSuspended: over,
    ServiceResumed: over,
    ServiceClosed: over,
  },
  ({ stream }) => command(LapseUrgentSuspension, { service: stream as Id<'service'> }),
);
