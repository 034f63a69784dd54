import { randomUUID } from 'node:crypto';
import { citation, type Fact, type OperatorId, type PersonId, type ReadingBasis } from '@patto/contracts';
import { PersonalDataRead, ReadRefused, RecordsHandedOut } from '@patto/contracts/accountability';
import { BEFORE_FIRST, cloudEvent, type EventLog, type Recorded } from '@patto/event-store';
import { type Decided, event } from '@patto/event-store/pure';
import type { AccessReceipt } from '@patto/privacy';
import { issueReceipt } from '@patto/privacy/receipt';
import { type Documents, type Filter, openModel, project, type Stored } from '@patto/read-models';
import { type Access, accesses } from './accesses.ts';
import type { ActingFor } from './acting-for.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Disclosure } from './query.ts';
import type { Standing } from './reading-basis.ts';
import { unavailable } from './unavailable.ts';

/** So many facts are named as the ground of one access: a list may rest on thousands, and a record has to fit into an event. */
const MOST_GROUNDS = 200;
/** Records that are brought into the index in one commit: for each response alone it would cost as much as the record itself. */
const PAGE = 1_000;
const DEFAULT_LIMIT = 50;
/** The basis of what was read in an emergency. */
const IN_AN_EMERGENCY: ReadingBasis = 'vital-interest';

/** One answer with personal content, or one refusal of it. */
export interface Disclosed extends Disclosure {
  /** Who reads, for whom. */
  readonly reader: Pick<ActingFor, 'by' | 'initiative'>;
  /** The facts by which the reader acts; for a refusal all that was looked at. */
  readonly basis: readonly Fact[];
  /** The id of the request. */
  readonly request: string;
}

/** Whose content an answer opens, and which personal members of theirs. */
export interface OpenedSubject {
  readonly person: PersonId | OperatorId;
  readonly fields: readonly string[];
  /** On what it is shown; an operator's name needs none. */
  readonly standing?: Standing | undefined;
}

export interface AccessPaging {
  readonly limit?: number;
  /** The position in the access log before which to go on: `next` of the page before. */
  readonly before?: number;
  /** What the asker is not told of yet. */
  readonly embargoes?: readonly EmbargoOnReads[];
}

/** Reads by this organisation since then are not told yet; those in an emergency always are. */
export interface EmbargoOnReads {
  readonly reader: string;
  /** RFC 3339, with milliseconds. */
  readonly since: string;
}

const notUnder = ({ reader, since }: EmbargoOnReads): Filter => ({
  $or: [{ 'by.organisation': { $ne: reader } }, { at: { $lt: since } }, { basis: IN_AN_EMERGENCY }],
});

export interface AccessPage {
  readonly items: readonly Stored<Access>[];
  readonly next?: number;
}

/** The record of who saw whose content: an event store of its own, read by the persons concerned. */
export interface AccessLog {
  /**
   * Records that this content is about to be shown: one stream for the response, one event for each person. Resolves when that is durable;
   * the receipt opens the content of these persons and of nobody else.
   * @throws Rejection `authority-unavailable`: then nothing may be shown
   */
  shows(disclosed: Disclosed, subjects: readonly OpenedSubject[]): Promise<AccessReceipt>;
  /**
   * Records that something without personal content of its own was handed out, as a bundle of the ledger.
   * @param what which one, in the words of the question
   * @throws Rejection `authority-unavailable`
   */
  handsOut(disclosed: Disclosed, what: string): Promise<void>;
  /**
   * Records that it was refused, and with which code; the persons where they are known.
   * @throws Rejection `authority-unavailable`
   */
  refuses(disclosed: Disclosed, code: string, persons: readonly PersonId[]): Promise<void>;
  /** What was recorded about a person before this call, newest first. */
  accessesOf(person: string, paging?: AccessPaging): Promise<AccessPage>;
}

/**
 * The access log on this event log, which nothing else writes to, with its index by person among these documents.
 * @param clock milliseconds of the Unix epoch
 */
export const openAccessLog = async (parts: { readonly log: EventLog; readonly documents: Documents; readonly clock: () => number }): Promise<AccessLog> => {
  const { log, documents, clock } = parts;
  const index = await openModel(documents, accesses);

  let indexed = BEFORE_FIRST;

  const catchUp = oneAtATime(async () => {
    const head = await log.head();
    let { position } = await index.building.progress();
    while (position < head) {
      const page: Recorded[] = [];
      for await (const recorded of log.readAll({ after: position, limit: PAGE })) page.push(recorded);
      position = page.at(-1)?.position ?? head;
      await project(index.building, accesses, page, position);
    }
    indexed = position;
    await index.takeOver();
  });
  await catchUp();

  /** @param grounds on what each of them stands beside the reader's own authority */
  const record = async (disclosed: Disclosed, decided: readonly Decided[], grounds: readonly (readonly Fact[])[] = []): Promise<string> => {
    const command = randomUUID();
    const stream = `access-${command}`;
    if (decided.length === 0) return stream;
    const time = clock();
    const circumstances = {
      by: disclosed.reader.by,
      initiative: disclosed.reader.initiative,
      channel: 'self',
      happenedAt: new Date(time).toISOString(),
    } as const;
    const recording = { ...circumstances, stream, time, command, digest: '' };
    const basedOn = (ordinal: number) => [...new Set([...disclosed.basis, ...(grounds[ordinal] ?? [])].map(citation))].slice(0, MOST_GROUNDS);
    const events = decided.map((one, ordinal) => cloudEvent(one, { ...recording, basedOn: basedOn(ordinal), id: randomUUID(), revision: ordinal + 1 }, []));
    const { position } = await log.append(stream, 0, events, { command }).catch(unavailable);
    if (position - indexed >= PAGE) catchUp().catch(() => {}); // Who asks for the accesses catches up again, and hears what is wrong.
    return stream;
  };

  return {
    shows: async (disclosed, subjects) => {
      const facts = said(disclosed);
      const decided = subjects.map(({ person, fields, standing }) =>
        event(PersonalDataRead, { person, fields, ...facts, ...(standing && { basis: standing.basis }) }),
      );
      const grounds = subjects.map(({ standing }) => standing?.relied ?? []);
      return issueReceipt(
        await record(disclosed, decided, grounds),
        subjects.map(({ person }) => person),
      );
    },
    handsOut: async (disclosed, what) => {
      await record(disclosed, [event(RecordsHandedOut, { what, ...said(disclosed) })]);
    },
    refuses: async (disclosed, code, persons) => {
      const facts = { code, ...said(disclosed) };
      await record(disclosed, persons.length === 0 ? [event(ReadRefused, facts)] : persons.map((person) => event(ReadRefused, { person, ...facts })));
    },
    accessesOf: async (person, { limit = DEFAULT_LIMIT, before = Number.MAX_SAFE_INTEGER, embargoes = [] } = {}) => {
      await catchUp().catch(unavailable);
      const told = { person, position: { $lt: before }, ...(embargoes.length > 0 && { $and: embargoes.map(notUnder) }) };
      const found: readonly object[] = await index.serving.find(told, { sort: ['-position'], limit: limit + 1 });
      const items = found.slice(0, limit) as readonly Stored<Access>[];
      const last = items.at(-1);
      return { items, ...(found.length > limit && last && { next: last.position }) };
    },
  };
};

const said = ({ purpose, dataCategories, request }: Disclosed) => ({ purpose, dataCategories, request });
