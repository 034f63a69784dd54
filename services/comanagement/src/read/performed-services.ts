import type { Id, OrganisationId } from '@patto/contracts';
import { PerformerChanged, ServiceClosed, ServiceEstablished } from '@patto/contracts/comanagement';
import { readModel } from '@patto/read-models';

interface PerformedService {
  readonly pact: Id<'pact'>;
  readonly obligation: Id<'obligation'>;
  readonly performer: OrganisationId;
}

/** Which services somebody performs, under which pact: for whom another has to step in. What is closed is not in it. */
export const performedServices = readModel(
  'performed-services',
  1,
  { events: { ServiceEstablished, PerformerChanged, ServiceClosed }, indexes: ['pact', 'performer'] },
  {
    ServiceEstablished: (_: PerformedService | undefined, { pact, obligation, performer }): PerformedService => ({ pact, obligation, performer }),
    PerformerChanged: (view, { performer }): PerformedService | undefined => view && { ...view, performer },
    ServiceClosed: () => undefined,
  },
);
