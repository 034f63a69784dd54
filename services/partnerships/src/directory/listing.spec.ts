import { describe, it } from '@jest/globals';
import { DirectoryServiceListed, type ListedService } from '@patto/contracts';
import { event } from '@patto/event-store/pure';
import { byOperator, given, named } from '@patto/testing';
import { importDirectoryRecord } from './import-directory-record.ts';

const clerk = byOperator(named('operator', 1), named('organisation', 1));
const lunch: ListedService = {
  name: 'Pranzo',
  ...{ locations: [], terms: [], keywords: [], languages: [], areas: [], phones: [], schedules: [], holidays: [], timezone: 'Europe/Rome' },
};
const { name, ...rest } = lunch;
const reordered: ListedService = { ...rest, name };
const place = { source: 'valcurta', record: 's1' };
const listed = (service: ListedService) => event(DirectoryServiceListed, { ...place, service });
const stream = named('listing', 1);

describe('importing a record of a directory', () => {
  it('lists what was not there before', () =>
    given([], stream)
      .when(importDirectoryRecord, { ...place, service: lunch }, clerk)
      .then([listed(lunch)]));

  it('changes nothing where the same was listed before, whatever the order of its members', () =>
    given([listed(lunch)], stream)
      .when(importDirectoryRecord, { ...place, service: reordered }, clerk)
      .changesNothing());

  it('lists it again where something changed, and again where it changes back', () => {
    const dinner = { ...lunch, name: 'Cena' };
    given([listed(lunch)], stream)
      .when(importDirectoryRecord, { ...place, service: dinner }, clerk)
      .then([listed(dinner)]);
    given([listed(lunch), listed(dinner)], stream)
      .when(importDirectoryRecord, { ...place, service: lunch }, clerk)
      .then([listed(lunch)]);
  });

  it('is refused with no record, or with two', () => {
    given([], stream).when(importDirectoryRecord, place, clerk).isRejected('not-one-record');
    given([], stream)
      .when(importDirectoryRecord, { ...place, service: lunch, taxonomyTerm: { name: 'Pasti' } }, clerk)
      .isRejected('not-one-record');
  });
});
