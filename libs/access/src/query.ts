import type { Fact } from '@patto/contracts';
import type { EventLog } from '@patto/event-store';
import type { FactsInForce } from '@patto/event-store/pure';
import type { Sought } from '@patto/privacy';
import type { Filter, ReadModel, Stored } from '@patto/read-models';
import type { EmbargoOnReads } from './access-log.ts';
import type { Access } from './accesses.ts';
import type { ActingFor } from './acting-for.ts';
import { type AnswerClass, remember } from './answer-class.ts';
import type { Caller } from './caller.ts';
import type { SealStateOf } from './seal-states.ts';
import type { Standing } from './reading-basis.ts';

/** A class that declares a question: its members are the route's parameters. */
export type QuestionClass<Question = object> = (new () => Question) & { readonly name: string };

/** Why personal content is opened for an answer, and content of what kind; both go into the access record. */
export interface Disclosure {
  /** A coded word: `care`, `audit`. */
  readonly purpose: string;
  readonly dataCategories: readonly string[];
  /** The answer is on record even where it opens no personal content, as a bundle of the ledger is. */
  readonly alwaysOnRecord?: boolean;
}

/** A whole list. */
export interface List<Item> {
  readonly items: readonly Item[];
}

/** One page of a list. */
export interface ListPage<Item> extends List<Item> {
  readonly limit: number;
  /** Opaque; left out on the last page. */
  readonly nextCursor?: string;
}

/** What a question is answered with: one thing, a page of a list, or a whole list of what the class declares. */
export interface Answered<View = object> {
  readonly as: 'answer' | 'page' | 'list';
  readonly view: AnswerClass<View>;
}

/** What a question is answered with: who asks, what gives them authority, and the read models. Sealed parts stay sealed in it. */
export interface Asking extends Pick<ActingFor, 'by' | 'initiative' | 'roles' | 'kinds'> {
  readonly caller: Caller;
  /** The person or organisation on whose behalf it is asked. */
  readonly party: string;
  /** What is found here was relied on: nothing is shown when it moved before the access was on record. */
  readonly facts: FactsInForce;
  /** RFC 3339. */
  readonly now: string;
  /**
   * On what the asker is shown content of this person for this question; nothing where there is no basis. What is found is noted for the access record,
   * and no content of a person is opened without it.
   * @param acts a delegate reads where their delegation covers one of these; any delegation will do where none is named
   */
  basis(person: string, acts?: readonly string[]): Standing | undefined;
  /** Notes on what else content of these may be shown: the asker's own line, finding or note, or the mandate by which a desk reads. */
  standsOn(standing: Standing, ...persons: readonly string[]): void;
  /** One document, as of `?asOf=` where that was asked. */
  one<View extends object>(model: ReadModel<View>, id: string): Promise<Stored<View> | undefined>;
  find<View extends object>(
    model: ReadModel<View>,
    filter: Filter,
    options?: { readonly sort?: readonly string[]; readonly limit?: number },
  ): Promise<readonly Stored<View>[]>;
  /** The page that `?limit=` and `?cursor=` ask for. */
  page<View extends object>(model: ReadModel<View>, filter: Filter, options?: { readonly sort?: readonly string[] }): Promise<ListPage<Stored<View>>>;
  /**
   * The same, of what each document tells: nothing, one thing or several. It is full as long as there is more, whatever is left out.
   * @param each what each of these documents tells, in their order
   */
  pageOf<View extends object, Item>(
    model: ReadModel<View>,
    filter: Filter,
    options: { readonly sort?: readonly string[] },
    each: (views: readonly Stored<View>[]) => readonly (readonly Item[])[] | Promise<readonly (readonly Item[])[]>,
  ): Promise<ListPage<Item>>;
  /** The ids of those who are found by all of this, by blind tokens. */
  search(sought: Sought): Promise<readonly string[]>;
  /** Who was shown or refused a person's content, newest first, less what an embargo keeps back; the page that `?limit=` and `?cursor=` ask for. */
  accesses(person: string, embargoes?: readonly EmbargoOnReads[]): Promise<ListPage<Stored<Access>>>;
  /** How far the evidence of events reaches now. */
  sealStates(): SealStateOf;
  /** The event log itself, for questions about evidence: accountability alone asks them. */
  readonly log: Pick<EventLog, 'read' | 'readAll'>;
}

/** Answers a question; `undefined` where there is nothing. @throws Rejection */
export type Answer<Question, Result> = (question: Question, ask: Asking) => Promise<Result | undefined> | Result | undefined;

/** How one question is answered, with what, and for what purpose. The route's schemas and the access record follow from this value. */
export interface Query<Question extends object = object, Result = unknown> extends Disclosure {
  readonly question: QuestionClass<Question>;
  readonly answered: Answered;
  readonly answer: Answer<Question, Result>;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of queries holds different questions; each is checked where it is made.
export type AnyQuery = Query<any, any>;

/** Says how one question is answered. What the function returns is checked against the declared class: by the compiler, and by every test over HTTP. */
export function answers<Question extends object, View extends object>(
  question: QuestionClass<Question>,
  declared: Disclosure & { readonly answer: AnswerClass<View> },
  answer: Answer<Question, View>,
): Query<Question, View>;
export function answers<Question extends object, View extends object>(
  question: QuestionClass<Question>,
  declared: Disclosure & { readonly page: AnswerClass<View> },
  answer: Answer<Question, ListPage<View>>,
): Query<Question, ListPage<View>>;
export function answers<Question extends object, View extends object>(
  question: QuestionClass<Question>,
  declared: Disclosure & { readonly list: AnswerClass<View> },
  answer: Answer<Question, List<View>>,
): Query<Question, List<View>>;
export function answers(
  question: QuestionClass,
  { answer: one, page, list, ...disclosure }: Disclosure & { readonly [As in Answered['as']]?: AnswerClass },
  answer: Answer<object, unknown>,
): Query {
  const [answered] = Object.entries({ answer: one, page, list }).flatMap(([as, view]) => (view ? [{ as: as as Answered['as'], view }] : []));
  if (!answered) throw new Error(`${question.name} does not say what it is answered with.`);
  remember(() => answered.view);
  return { ...disclosure, question, answered, answer };
}

/** A view of facts that notes what is found through it, to be checked once more before an answer is shown. */
export const noting = (facts: FactsInForce): { readonly facts: FactsInForce; readonly relied: () => readonly Fact[] } => {
  const found = new Set<Fact>();
  return {
    relied: () => [...found],
    facts: {
      find: (kind, ...ids) => {
        const those = facts.find(kind, ...ids);
        for (const fact of those) found.add(fact);
        return those;
      },
    },
  };
};
