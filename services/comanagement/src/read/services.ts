import { stored } from '@patto/access';
import { type Id, type Instant, IsId, IsInstant } from '@patto/contracts';
import {
  PerformerChanged,
  ScheduleChanged,
  ServiceCapacityChanged,
  ServiceClosed,
  ServiceEstablished,
  ServiceResumed,
  ServiceSuspended,
  ServiceSuspendedUrgently,
  ServiceTerms,
  UrgentSuspensionLapsed,
} from '@patto/contracts/comanagement';
import { readModel } from '@patto/read-models';
import { IsIn, IsOptional } from 'class-validator';

export const SERVICE_STATUSES = ['running', 'suspended-urgently', 'suspended', 'closed'] as const;
export type ServiceStatus = (typeof SERVICE_STATUSES)[number];

class ServiceDocument extends ServiceTerms {
  @IsId('pact') readonly pact!: Id<'pact'>;
  /** The decision that established it. */
  @IsId('decision') readonly decision!: Id<'decision'>;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsIn(SERVICE_STATUSES) readonly status!: ServiceStatus;
  @IsInstant() readonly establishedAt!: Instant;
  /** When the urgent suspension that is in force ends by itself. */
  @IsOptional() @IsInstant() readonly lapsesAt?: Instant;
}

/** A service that runs, rests or ran under a pact, as its parties have decided it. */
export class ServiceView extends stored(ServiceDocument, 'service') {}

type View = ServiceDocument | undefined;

const turned = (view: View, status: ServiceStatus): View => {
  if (!view) return undefined;
  const { lapsesAt: _, ...rest } = view;
  return { ...rest, status };
};

/** Services of pacts. */
export const services = readModel(
  'services',
  1,
  {
    events: {
      ...{ ServiceEstablished, ServiceCapacityChanged, ScheduleChanged, PerformerChanged, ServiceSuspendedUrgently },
      ...{ UrgentSuspensionLapsed, ServiceSuspended, ServiceResumed, ServiceClosed },
    },
    indexes: ['pact', 'category', 'performer', 'status'],
  },
  {
    ServiceEstablished: (_: View, facts, { time }): View => ({ ...facts, status: 'running', establishedAt: time }),
    ServiceCapacityChanged: (view, { capacity }): View => view && { ...view, capacity },
    ScheduleChanged: (view, { schedule }): View => view && { ...view, schedule },
    PerformerChanged: (view, { performer }): View => view && { ...view, performer },
    ServiceSuspendedUrgently: (view, { lapsesAt }): View => view && { ...view, status: 'suspended-urgently', lapsesAt },
    UrgentSuspensionLapsed: (view) => turned(view, 'running'),
    ServiceSuspended: (view) => turned(view, 'suspended'),
    ServiceResumed: (view) => turned(view, 'running'),
    ServiceClosed: (view) => turned(view, 'closed'),
  },
);
