import { declarationOf, type EventClass } from '@patto/contracts';
import { NeedAnswered, UnmetNeedRecorded } from '@patto/contracts/partnerships';
import {
  ChargeTaken,
  NeedAnswerOverdue,
  NeedJoinedCharge,
  NeedReported,
  NeedTaken,
  OptionReportedUnavailable,
  PlanToldOfAnswer,
} from '@patto/contracts/persons';
import type { Recorded } from '@patto/event-store';
import { fold, type OpenModel, openModel, openSqliteDocuments, project } from '@patto/read-models';
import { isDeepStrictEqual } from 'node:util';
import type { Acknowledged } from './acts.ts';
import { comanagementViolations } from './comanagement-invariants.ts';
import { toldBy } from './told.ts';

/** Everything that a schedule left, at rest. */
export interface Left {
  readonly events: readonly Recorded[];
  readonly acknowledged: readonly Acknowledged[];
  readonly models: ReadonlyMap<string, OpenModel>;
  /** Milliseconds of the Unix epoch. */
  readonly now: number;
}

/** A recorded event of a class, with its facts by name. */
interface Told {
  readonly position: number;
  readonly stream: string;
  readonly data: { readonly [member: string]: unknown };
}

/** What of the promises does not hold, a sentence each. */
export const violations = async (left: Left): Promise<readonly string[]> => [
  ...unkeptAnswers(left),
  ...disorder(left.events),
  ...reactionsNotOnce(left),
  ...(await comanagementViolations(toldBy(left.events), left.models)),
  ...(await modelsThatDiffer(left)),
];

/** Everything acknowledged is there, where it was said to be. */
const unkeptAnswers = ({ events, acknowledged }: Left): readonly string[] =>
  acknowledged
    .filter(({ done, commandId }) => {
      const there = events.slice(done.position - done.ids.length + 1, done.position + 1).map(({ event }) => event);
      return there.map(({ id }) => id).join() !== done.ids.join() || there.some(({ commandid }) => commandid !== commandId);
    })
    .map(({ command, done }) => `${command} was acknowledged at ${done.position} and is not there.`);

const disorder = (events: readonly Recorded[]): readonly string[] => {
  const revisions = new Map<string, number>();
  return events.flatMap(({ position, stream, revision }, index) => {
    const expected = (revisions.get(stream) ?? 0) + 1;
    revisions.set(stream, revision);
    return position === index && revision === expected ? [] : [`${stream} is at ${revision} at position ${position}.`];
  });
};

/** Each reaction and each due date acted once for each of its events. */
const reactionsNotOnce = ({ events, now }: Left): readonly string[] => {
  const told = (...classes: readonly EventClass[]): readonly Told[] => {
    const types = new Set(classes.map((one) => declarationOf(one).type));
    return events.filter(({ type }) => types.has(type)).map(({ position, stream, event }) => ({ position, stream, data: { ...event.data } }));
  };
  const wanted = told(OptionReportedUnavailable);
  const unmet = told(UnmetNeedRecorded);
  const answers = told(NeedAnswered);
  const heard = told(PlanToldOfAnswer);
  const taken = told(NeedTaken);
  const overdue = told(NeedAnswerOverdue);
  const kind = ({ data }: Told) => `${data['category']} for ${data['reason']}`;
  const sameNeed = (one: Told, other: Told) => one.data['category'] === other.data['category'] && one.data['area'] === other.data['area'];

  const counts = [
    ...[...new Set([...wanted, ...unmet].map(kind))].map((one) => ({
      what: `${one} was not to be had, and dossiers were told`,
      expected: wanted.filter((event) => kind(event) === one).length,
      actual: unmet.filter((event) => kind(event) === one).length,
    })),
    ...answers.flatMap((answer) =>
      [...new Set(wanted.filter((event) => sameNeed(event, answer) && event.position < answer.position).map(({ stream }) => stream))].map((plan) => ({
        what: `${plan} wanted ${answer.data['category']} and heard of its answer`,
        expected: 1,
        actual: heard.filter((event) => event.stream === plan && sameNeed(event, answer) && event.data['answer'] === answer.data['answer']).length,
      })),
    ),
    ...[...new Set(told(ChargeTaken, NeedJoinedCharge).map(({ data }) => data['need']))].map((need) => ({
      what: `${need} was taken charge of and heard of it`,
      expected: 1,
      actual: taken.filter(({ stream }) => stream === need).length,
    })),
    ...told(NeedReported)
      .filter(({ stream, data }) => Date.parse(String(data['answerBy'])) <= now && !taken.some((event) => event.stream === stream))
      .map(({ stream }) => ({ what: `${stream} had no answer in time, and that was written down`, expected: 1, actual: late(overdue, stream) })),
    ...[...new Set(overdue.map(({ stream }) => stream))].map((need) => ({ what: `${need} was late`, expected: 1, actual: late(overdue, need) })),
  ];
  return counts.filter(({ expected, actual }) => expected !== actual).map(({ what, expected, actual }) => `${what}: ${actual} times, not ${expected}.`);
};

const late = (overdue: readonly Told[], need: string): number => overdue.filter(({ stream }) => stream === need).length;

/** Read models, the register of who is responsible among them, equal a rebuild in other documents and a fold in memory. */
const modelsThatDiffer = async ({ events, models }: Left): Promise<readonly string[]> => {
  const differing: string[] = [];
  const documents = openSqliteDocuments({ file: ':memory:' });
  try {
    for (const { model, serving } of models.values()) {
      const rebuilt = await openModel(documents, model);
      await project(rebuilt.building, model, events, events.length - 1);
      const kept = byId(await serving.find({}));
      if (!isDeepStrictEqual(kept, byId(await rebuilt.serving.find({})))) differing.push(`${model.name} does not equal its rebuild.`);
      if (!isDeepStrictEqual(kept, byId([...fold(model, events).values()]))) differing.push(`${model.name} does not equal a fold of the log.`);
    }
  } finally {
    await documents.close();
  }
  return differing;
};

/** As JSON keeps them, by id. */
const byId = (docs: readonly { readonly id: string }[]): Record<string, unknown> =>
  Object.fromEntries(docs.map((doc) => [doc.id, JSON.parse(JSON.stringify(doc)) as unknown]));
