import { randomUUID } from 'node:crypto';
import { DecisionOpened, PositionTaken, ServiceEstablished } from '@patto/contracts/comanagement';
import { OrganisationRegistered, PactActivated, PactDrafted } from '@patto/contracts/partnerships';
import type { Id, OrganisationId } from '@patto/contracts';
import type { EventLog } from '@patto/event-store';
import { type Decided, event } from '@patto/event-store/pure';
import { appendAll, type Prepared, recorded } from './events.ts';

/** So many services are run under the pact: decisions about one service follow each other. */
const SERVICES = 200;
const AT_ONCE = 256; // What the log takes into one commit.
const PERIOD = { from: '2026-01-01T00:00:00.000Z', until: '2199-01-01T00:00:00.000Z' };
const DEADLINE = new Date(Date.now() + 300 * 86_400_000).toISOString();

const stream = <Category extends string>(category: Category): Id<Category> => `${category}-${randomUUID()}`;
const inOrder = (id: string, ...decided: readonly Decided[]): readonly Prepared[] => decided.map((one, index) => recorded(id, index + 1, one));

/** Brings so many decisions of two parties into a log, each of which waits for the last position: that of this organisation. @returns their ids */
export const openDecisions = async (log: EventLog, count: number, last: OrganisationId): Promise<readonly string[]> => {
  const [other, pact] = [stream('organisation'), stream('pact')];
  const signatories = [last, other].map((organisation) => ({ organisation, role: 'co-manager' as const }));
  const rule = { type: 'capacity', rule: 'unanimity', silence: 'nothing' } as const;
  const terms = {
    kind: 'convention',
    title: 'Home care',
    signatories,
    resources: [],
    decisionRules: [rule],
    stepInOrder: [],
    dataSharing: [],
    ...PERIOD,
  } as const;
  const parts = { title: 'Home care', category: 'home-care', area: 'area-1', locations: [], schedule: [], accountable: last, performer: other };
  const established = () => ({ ...parts, capacity: [{ unit: 'places', amount: 20 }], pact, decision: stream('decision'), obligation: stream('obligation') });
  const services = Array.from({ length: SERVICES }, () => stream('service'));
  const begun = [
    ...inOrder(other, event(OrganisationRegistered, { sector: 'third-sector', name: 'Filo', identifiers: [] })),
    ...inOrder(pact, event(PactDrafted, terms), event(PactActivated, { signatories })),
    ...services.flatMap((service) => inOrder(service, event(ServiceEstablished, established()))),
  ];
  for (const one of begun) await appendAll(log, [one]);

  const decisions: string[] = [];
  for (let left = count; left > 0; left -= AT_ONCE) {
    const openings = Array.from({ length: Math.min(left, AT_ONCE) }, (_, index): readonly Prepared[] => {
      const decision = stream('decision');
      const asked = [last, other].map((organisation) => ({ organisation, obligation: stream('obligation') }));
      const change = { type: 'capacity', service: services[(left + index) % SERVICES], capacity: [{ unit: 'places', amount: 20 + (left % 5) }] } as const;
      const opened = { pact, change, rule, ruleRevision: `${pact}@2`, deadline: DEADLINE, needsAct: false, proposer: other, asked };
      decisions.push(decision);
      const said = { organisation: other, position: 'agree', round: 1, obligation: asked[1]?.obligation ?? stream('obligation') } as const;
      return inOrder(decision, event(DecisionOpened, opened), event(PositionTaken, said));
    });
    await appendAll(
      log,
      openings.flatMap(([opened]) => opened ?? []),
    );
    await appendAll(
      log,
      openings.flatMap(([, said]) => said ?? []),
    );
  }
  return decisions;
};
