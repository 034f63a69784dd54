import type { Fact } from '@patto/contracts';
import type { FactsInForce } from '@patto/event-store/pure';
import type { Sought } from '@patto/privacy';
import type { Filter, ReadModel, Stored } from '@patto/read-models';
import type { Access } from './accesses.ts';
import type { ActingFor } from './acting-for.ts';
import type { Caller } from './caller.ts';

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

/** One page of a list. */
export interface ListPage<View> {
  readonly items: readonly Stored<View>[];
  readonly limit: number;
  /** Opaque; left out on the last page. */
  readonly nextCursor?: string;
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
  /** One document, as of `?asOf=` where that was asked. */
  one<View extends object>(model: ReadModel<View>, id: string): Promise<Stored<View> | undefined>;
  find<View extends object>(
    model: ReadModel<View>,
    filter: Filter,
    options?: { readonly sort?: readonly string[]; readonly limit?: number },
  ): Promise<readonly Stored<View>[]>;
  /** The page that `?limit=` and `?cursor=` ask for. */
  page<View extends object>(model: ReadModel<View>, filter: Filter, options?: { readonly sort?: readonly string[] }): Promise<ListPage<View>>;
  /** The ids of those who are found by all of this, by blind tokens. */
  search(sought: Sought): Promise<readonly string[]>;
  /** Who was shown or refused a person's content, newest first; the page that `?limit=` and `?cursor=` ask for. */
  accesses(person: string): Promise<ListPage<Access>>;
}

/** Answers a question; `undefined` where there is nothing. @throws Rejection */
export type Answer<Question, Result> = (question: Question, ask: Asking) => Promise<Result | undefined> | Result | undefined;

/** How one question is answered, and for what purpose. The route's schema and the access record follow from this value. */
export interface Query<Question extends object = object, Result = unknown> extends Disclosure {
  readonly question: QuestionClass<Question>;
  readonly answer: Answer<Question, Result>;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of queries holds different questions; each is checked where it is made.
export type AnyQuery = Query<any, any>;

/** Says how one question is answered. */
export const answers = <Question extends object, Result>(
  question: QuestionClass<Question>,
  disclosure: Disclosure,
  answer: Answer<Question, Result>,
): Query<Question, Result> => ({ ...disclosure, question, answer });

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
