import { answers, only } from '@patto/access';
import { IsText } from '@patto/contracts';
import { TAX_CODE } from '@patto/contracts/persons';
import { IsOptional, Matches } from 'class-validator';
import { isShown, readsNeeds, refuseUnless } from './may-read.ts';
import { PersonView, persons } from './persons.ts';

/** So many people are shown at most: who is looked for is named more closely where there are more. */
const MOST_FOUND = 20;

/** People by tax code, or by words of their name; asked in a body, so that neither ends in an address. */
export class PersonSearch {
  @IsOptional() @Matches(TAX_CODE) readonly taxCode?: string;
  @IsOptional() @IsText(200) readonly name?: string;
}

/** Somebody who was found: as much as tells one person from another. */
export class PersonFound extends only(PersonView, 'id', 'area', 'capacity', 'name', 'birthDate') {}

export const personSearch = answers(
  PersonSearch,
  { purpose: 'identification', dataCategories: ['identity'], list: PersonFound },
  async ({ taxCode, name }, ask) => {
    // Who may not look people up is refused before anything is looked up, so that the refusal tells nothing.
    const mandates = ask.by.organisation ? ask.facts.find('mandate', ask.by.organisation) : [];
    refuseUnless(mandates.some(({ is }) => is.holder === ask.by.organisation && is.competences.includes('reading-needs')));
    const found = taxCode || name ? await ask.search({ ...(taxCode && { taxCode }), ...(name && { name }) }) : [];
    const views = await Promise.all(found.slice(0, MOST_FOUND).map((person) => ask.one(persons, person)));
    const items = views.flatMap((view) => (view && (readsNeeds(view.id, view.area, ask) || isShown(view.id, ask)) ? view : []));
    return { items: items.map(({ id, area, capacity, name: called, birthDate }) => ({ id, area, capacity, name: called, birthDate })) };
  },
);
