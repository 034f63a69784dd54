import { answers } from '@patto/access';
import { IsId, type PersonId, Rejection } from '@patto/contracts';
import { IsOptional } from 'class-validator';
import { EmergencyInList, emergencies, emergencyInList } from './emergencies.ts';

/** Accesses in emergencies, the latest first: of a person to them, of my organisation, or all to auditors. */
export class EmergencyAccessList {
  @IsOptional() @IsId('person') readonly person?: PersonId;
}

export const emergencyAccessList = answers(
  EmergencyAccessList,
  { purpose: 'care', dataCategories: ['emergency'], page: EmergencyInList },
  async ({ person }, ask) => {
    const isForAll = ask.kinds.includes('auditor');
    const whose = person ?? (ask.by.organisation === undefined ? (ask.party as PersonId) : undefined);
    if (whose && !isForAll && !ask.by.organisation && !ask.basis(whose)) throw new Rejection('not-a-recipient', 'This is not for you.');
    const among = isForAll || !ask.by.organisation ? {} : { parties: ask.by.organisation };
    const page = await ask.page(emergencies, { ...among, ...(whose && { person: whose }) }, { sort: ['-openedAt'] });
    return { ...page, items: page.items.map(emergencyInList) };
  },
);
