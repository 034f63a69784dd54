import { type Id, IsId, later, Rejection } from '@patto/contracts';
import { ServiceSuspendedUrgently, URGENT_HOURS, URGENT_REASONS } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { service } from './service.ts';

/** Who carries a service out, or answers for it, halts it at once. After 72 hours it runs again, unless the parties ratify. */
export class SuspendServiceUrgently {
  @IsId('service') readonly service!: Id<'service'>;
  @IsIn(URGENT_REASONS) readonly reason!: (typeof URGENT_REASONS)[number];
}

const AT_MOST = `PT${URGENT_HOURS}H`;

export const suspendServiceUrgently = decides(service, SuspendServiceUrgently, (state, { reason }, { by, now }) => {
  if (state.status === 'none') return [];
  const { performer, accountable, status, urgentUntil, obligation } = state;
  if (by.organisation !== performer && by.organisation !== accountable) {
    throw new Rejection('not-the-performer', 'Your organisation neither carries this service out nor answers for it.');
  }
  if (status === 'suspended-urgently') return []; // It rests already, and no longer for that.
  if (status !== 'running') throw new Rejection('no-such-service', 'This service does not run now.');
  // One after the other they would be a suspension without a decision.
  if (urgentUntil && now < later(urgentUntil, AT_MOST)) throw new Rejection('suspended-urgently-lately', 'It was suspended urgently a short while ago.');
  return [event(ServiceSuspendedUrgently, { reason, lapsesAt: later(now, AT_MOST), restsSince: now, obligation })];
});
