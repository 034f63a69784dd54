import { uuidOf } from '@patto/contracts';
import type { ReferralState } from '@patto/contracts/comanagement';
import type { ReferralView } from '../referrals.ts';
import type { FhirBundle, FhirConcept, FhirReference, FhirResource, REQUEST_STATUSES, TASK_STATUSES } from './bundle.ts';

type TaskStatus = (typeof TASK_STATUSES)[number];
type RequestStatus = (typeof REQUEST_STATUSES)[number];

/** How the states of a referral read in FHIR R4: as `Task.status` and as `ServiceRequest.status`. */
export const STATUS_OF: { readonly [State in ReferralState]: readonly [TaskStatus, RequestStatus] } = {
  requested: ['requested', 'active'],
  received: ['received', 'active'],
  accepted: ['accepted', 'active'],
  rejected: ['rejected', 'revoked'],
  cancelled: ['cancelled', 'revoked'],
  'in-progress': ['in-progress', 'active'],
  'on-hold': ['on-hold', 'on-hold'],
  completed: ['completed', 'completed'],
};

const identifier = (value: string) => ({ system: 'urn:patto:id', value }) as const;
const reference = (type: string, value: string): FhirReference => ({ type, identifier: identifier(value) });
const concept = (system: string, code: string): FhirConcept => ({ coding: [{ system, code }] });

/** The referral as a FHIR R4 bundle: the request, and the task that carries it out. Everybody stands in it by id, and nobody's words do. */
export const bundleOf = (view: ReferralView, timestamp: string): FhirBundle => {
  const [taskStatus, requestStatus] = STATUS_OF[view.state];
  const [task, request] = [`task-${uuidOf(view.id)}`, `request-${uuidOf(view.id)}`];
  const started = view.reached.find(({ state }) => state === 'in-progress')?.at;
  const ended = started && view.reached.find(({ state }) => state === 'completed' || state === 'cancelled')?.at;
  const both = {
    identifier: [identifier(view.id)],
    intent: 'order',
    authoredOn: view.requestedAt,
    requester: reference('Organization', view.requester),
  } as const;
  const patient = reference('Patient', view.person);
  const performer = reference('Organization', view.recipient);
  const serviceRequest: FhirResource = {
    ...{ resourceType: 'ServiceRequest', id: request, status: requestStatus, ...both },
    ...{ code: concept('urn:patto:service-category', view.category), subject: patient, performer: [performer] },
  };
  const fulfilTask: FhirResource = {
    ...{ resourceType: 'Task', id: task, status: taskStatus, ...both },
    ...{ code: concept('http://hl7.org/fhir/CodeSystem/task-code', 'fulfill'), focus: { reference: `urn:uuid:${uuidOf(view.id)}` } },
    ...{ for: patient, owner: performer, lastModified: view.reached.at(-1)?.at ?? view.requestedAt },
    ...(started && { executionPeriod: { start: started, ...(ended && { end: ended }) } }),
    ...(view.outcome && { businessStatus: concept('urn:patto:referral-outcome', view.outcome) }),
  };
  return {
    ...{ resourceType: 'Bundle', type: 'collection', timestamp },
    entry: [
      { fullUrl: `urn:uuid:${uuidOf(view.id)}`, resource: serviceRequest },
      { fullUrl: `urn:uuid:${uuidOf(view.answerObligation)}`, resource: fulfilTask },
    ],
  };
};
