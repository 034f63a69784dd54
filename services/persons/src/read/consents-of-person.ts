import { answers, less } from '@patto/access';
import { IsId, type PersonId } from '@patto/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { CONSENT_STATUSES, ConsentView, consents } from './consents.ts';
import { isShown, refuseUnless } from './may-read.ts';

/** Whom a person lets be told and whom not, the latest first: to them, to who acts for them and to the body in charge. */
export class ConsentsOfPerson {
  @IsId('person') readonly person!: PersonId;
  @IsOptional() @IsIn(CONSENT_STATUSES) readonly status?: ConsentView['status'];
}

/** A consent in a list; why it was refused or taken back is in each. */
export class ConsentInList extends less(ConsentView, 'words', 'lastWords') {}

export const consentsOfPerson = answers(
  ConsentsOfPerson,
  { purpose: 'care', dataCategories: ['consent'], page: ConsentInList },
  async ({ person, status }, ask) => {
    refuseUnless(isShown(person, ask));
    const page = await ask.page(consents, { person, ...(status && { status }) }, { sort: ['-saidAt'] });
    return { ...page, items: page.items.map(({ words: _, lastWords: __, ...facts }) => facts) };
  },
);
