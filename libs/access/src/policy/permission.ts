import { type MongoAbility, subject as ofType } from '@casl/ability';
import { rulesToCondition } from '@casl/ability/extra';
import { type Fact, Rejection } from '@patto/contracts';
import type { Filter } from '@patto/read-models';

/** One of the documents that a question is answered from. */
type Document = Readonly<Record<string, unknown>>;

/** What the policy allows a caller in one call. */
export class Permission {
  readonly #action: string;
  readonly #ability: MongoAbility;
  /** The policy and what else it was allowed on. */
  readonly relied: readonly Fact[];
  /** The place in the policy that allowed it: `policy-…@14#/rules/7/action/3`; nothing where no rule did. */
  readonly allowedBy: string | undefined;

  constructor(action: string, ability: MongoAbility, relied: readonly Fact[], allowedBy?: string) {
    this.#action = action;
    this.#ability = ability;
    this.relied = relied;
    this.allowedBy = allowedBy;
  }

  /** A question's filter of a read model, narrowed to the documents that the policy allows: the same rules that judge one document. @throws Rejection `not-allowed` */
  narrowed(model: string, filter: Filter): Filter {
    if (!this.#isAbout(model)) return filter;
    const rules = this.#ability.rulesFor(this.#action, model);
    const allowed = rulesToCondition<MongoAbility, Filter, Filter>(rules, ({ conditions, inverted }) => asFilter(conditions as Filter, inverted), {
      and: (all) => ({ $and: all }),
      or: (any) => (any.length === 1 && any[0] ? any[0] : { $or: any }),
      empty: () => ({}),
    });
    if (allowed === null) throw new Rejection('not-allowed', 'Your role does not allow this.');
    return Object.keys(allowed).length === 0 ? filter : { $and: [filter, allowed] };
  }

  /**
   * Refuses a document that the policy does not allow, and just so one that is not there.
   * @throws Rejection `not-a-recipient`
   */
  refuseUnless(model: string, document: Document | undefined): void {
    if (!this.#isAbout(model)) return;
    const rules = this.#ability.rulesFor(this.#action, model);
    if (rules.every(({ conditions }) => conditions === undefined) && this.#ability.can(this.#action, model)) return;
    if (document && this.#ability.can(this.#action, ofType(model, { ...document }))) return;
    throw new Rejection('not-a-recipient', 'This is not for you.');
  }

  /** Whether no rule says which personal members may be opened. */
  get opensAll(): boolean {
    return this.#ability.rules.every(({ fields }) => fields === undefined);
  }

  /** Whether a personal member of this name may be opened. */
  mayOpen(member: string): boolean {
    return (
      this.#ability.can(this.#action, 'all', member) || this.#ability.rules.some(({ subject }) => this.#ability.can(this.#action, String(subject), member))
    );
  }

  /** Whether any rule is about this read model; the others that a question looks at on its way are its own affair. */
  #isAbout(model: string): boolean {
    return this.#ability.rules.some(({ subject }) => subject === model);
  }
}

/** Conditions of a rule in the language of read models; the contrary of each where the rule forbids. */
const asFilter = (conditions: Filter, inverted: boolean): Filter => {
  if (!inverted) return conditions;
  const contrary = Object.entries(conditions).flatMap(([path, wanted]) =>
    contraries(wanted).map((not): Filter => ({ $and: not.map((one) => ({ [path]: one })) })),
  );
  return contrary.length === 1 && contrary[0] ? contrary[0] : { $or: contrary };
};

type Wanted = Filter[string];

/** What holds exactly where a condition does not, as a list of conditions that all have to hold. */
const contraries = (wanted: Wanted): readonly (readonly Wanted[])[] => {
  if (typeof wanted !== 'object' || wanted === null) return [[{ $ne: wanted as string }]];
  if ('$in' in wanted) return [(wanted.$in as readonly string[]).map((one) => ({ $ne: one }))];
  if ('$ne' in wanted) return [[wanted.$ne as string]];
  return [[{ $exists: !(wanted as { $exists: boolean }).$exists }]];
};
