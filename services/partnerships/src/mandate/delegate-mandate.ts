import { type Fact, type Id, IsId, instant, Rejection } from '@patto/contracts';
import { MandateGranted } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { mandate } from './mandate.ts';
import { MandateTerms, recorded, recognitions, refuseImpossible } from './terms.ts';

/** The holder of a mandate gives a part of it on: never wider than what it holds. */
export class DelegateMandate extends MandateTerms {
  /** The mandate that it is given from. */
  @IsId('mandate') readonly source!: Id<'mandate'>;
}

const within = (some: readonly string[], all: readonly string[]): boolean => some.every((one) => all.includes(one));

/** No categories named means all of them. */
const categoriesWithin = (some: readonly string[], all: readonly string[]): boolean => all.length === 0 || (some.length > 0 && within(some, all));

const isWider = ({ competences, areas, categories, from, until }: DelegateMandate, source: Fact<'mandate'>): boolean =>
  !within(competences, source.is.competences) ||
  !within(areas, source.is.areas) ||
  !categoriesWithin(categories, source.is.categories) ||
  (source.from !== undefined && instant(from) < instant(source.from)) ||
  (source.until !== undefined && instant(until) > instant(source.until));

export const delegateMandate = decides(
  mandate,
  DelegateMandate,
  {
    stream: 'new',
    relies: (command, facts, { by }) => ({
      mandate: by.organisation
        ? facts.find('mandate', by.organisation).find(({ stream, is }) => stream === command.source && is.holder === by.organisation)
        : undefined,
      recognised: recognitions(facts, command),
    }),
  },
  (_, command, { by, relied, now }) => {
    if (!relied.mandate || !by.organisation) throw new Rejection('mandate-not-held', 'Your organisation does not hold this mandate now.');
    if (command.holder === by.organisation) throw new Rejection('own-mandate', 'Nobody delegates a mandate to themself.', ['/holder']);
    if (isWider(command, relied.mandate)) throw new Rejection('wider-than-its-source', 'A delegated mandate is never wider than the one that it comes from.');
    refuseImpossible(command, relied.recognised, now);
    return [event(MandateGranted, { grantor: by.organisation, ...recorded(command), basis: 'delegation', delegatedFrom: command.source })];
  },
);
