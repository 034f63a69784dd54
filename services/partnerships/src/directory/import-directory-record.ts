import {
  DirectoryLocationListed,
  DirectoryOrganisationListed,
  DirectoryServiceListed,
  DirectoryTaxonomyTermListed,
  IsText,
  LISTING_KINDS,
  ListedLocation,
  ListedOrganisation,
  ListedService,
  ListedTaxonomyTerm,
  LONGEST_RECORD_ID,
  type ListingKind,
} from '@patto/contracts';
import { type Decided, decides, event, Rejection } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { IsOptional, Matches, ValidateNested } from 'class-validator';
import { canonical, listing } from './listing.ts';

/** A directory lists one organisation, location, service or taxonomy term: exactly one of the four is given. */
export class ImportDirectoryRecord {
  /** A short name of the directory, the same at each import: `san-mateo`. */
  @Matches(/^[a-z0-9][a-z0-9.-]{0,59}$/) readonly source!: string;
  /** The record's id in the source. */
  @IsText(LONGEST_RECORD_ID) readonly record!: string;
  @IsOptional() @ValidateNested() @Type(() => ListedOrganisation) readonly organisation?: ListedOrganisation;
  @IsOptional() @ValidateNested() @Type(() => ListedLocation) readonly location?: ListedLocation;
  @IsOptional() @ValidateNested() @Type(() => ListedService) readonly service?: ListedService;
  @IsOptional() @ValidateNested() @Type(() => ListedTaxonomyTerm) readonly taxonomyTerm?: ListedTaxonomyTerm;
}

export const importDirectoryRecord = decides(
  listing,
  ImportDirectoryRecord,
  { stream: { onePer: (command) => `${command.source}/${kindOf(command)}/${command.record}` } },
  (state, command) => {
    if (canonical(command[kindOf(command)]) === state.listed) return []; // It was listed with the same content before.
    return [listed(command)];
  },
);

const notOneRecord = () => new Rejection('not-one-record', 'Send exactly one organisation, location, service or taxonomy term.');

const kindOf = (command: ImportDirectoryRecord): ListingKind => {
  const [kind, ...others] = LISTING_KINDS.filter((each) => command[each] !== undefined);
  if (kind === undefined || others.length > 0) throw notOneRecord();
  return kind;
};

const listed = ({ source, record, organisation, location, service, taxonomyTerm }: ImportDirectoryRecord): Decided => {
  const place = { source, record };
  if (organisation) return event(DirectoryOrganisationListed, { ...place, organisation });
  if (location) return event(DirectoryLocationListed, { ...place, location });
  if (service) return event(DirectoryServiceListed, { ...place, service });
  if (taxonomyTerm) return event(DirectoryTaxonomyTermListed, { ...place, taxonomyTerm });
  throw notOneRecord();
};
