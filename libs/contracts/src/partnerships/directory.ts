import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Event } from '../event.ts';
import { AreTexts, IsText } from '../fields.ts';
import { problems } from '../problem.ts';
import { ListedHoliday, ListedSchedule } from './directory-hours.ts';
import {
  LONGEST_DESCRIPTION,
  LONGEST_NAME,
  LONGEST_NOTE,
  LONGEST_RECORD_ID,
  LONGEST_WORD,
  MOST_HOLIDAYS,
  MOST_LOCATIONS,
  MOST_SCHEDULES,
  MOST_WORDS,
} from './directory-sizes.ts';

/** What a directory can list. */
export const LISTING_KINDS = ['organisation', 'location', 'service', 'taxonomyTerm'] as const;
export type ListingKind = (typeof LISTING_KINDS)[number];

problems({
  'not-one-record': {
    status: 422,
    title: 'An import brings one record at a time',
    remedy: 'Send exactly one of organisation, location, service and taxonomyTerm.',
  },
});

/** Decimal degrees as text, for facts have no floats: `45.070312`. */
const LATITUDE = /^-?([0-8]?\d(\.\d{1,8})?|90(\.0{1,8})?)$/;
const LONGITUDE = /^-?((\d{1,2}|1[0-7]\d)(\.\d{1,8})?|180(\.0{1,8})?)$/;

/** An organisation as a directory describes it. It becomes an actor only by registering. */
export class ListedOrganisation {
  @IsText(LONGEST_NAME) readonly name!: string;
  @IsOptional() @IsText(LONGEST_NAME) readonly alternateName?: string;
  @IsOptional() @IsText(LONGEST_DESCRIPTION) readonly description?: string;
  /** The organisation's public address, never a contact person's. */
  @IsOptional() @IsText(LONGEST_NAME) readonly email?: string;
  @IsOptional() @IsText(LONGEST_NOTE) readonly website?: string;
  @IsOptional() @IsText(LONGEST_NAME) readonly legalStatus?: string;
  @IsOptional() @IsInt() @Min(1000) @Max(2999) readonly yearIncorporated?: number;
  @AreTexts(MOST_WORDS, LONGEST_WORD) readonly phones!: readonly string[];
}

/** A postal address of a place, without the person to whose attention it goes. */
export class ListedAddress {
  /** Street and number, one line each. */
  @AreTexts(4, LONGEST_NAME) readonly lines!: readonly string[];
  @IsOptional() @IsText(LONGEST_WORD) readonly city?: string;
  @IsOptional() @IsText(LONGEST_WORD) readonly region?: string;
  @IsOptional() @IsText(LONGEST_WORD) readonly postalCode?: string;
  @IsOptional() @IsText(LONGEST_WORD) readonly country?: string;
}

/** A place where services are offered. */
export class ListedLocation {
  @IsText(LONGEST_NAME) readonly name!: string;
  @IsOptional() @IsText(LONGEST_NAME) readonly alternateName?: string;
  @IsOptional() @IsText(LONGEST_DESCRIPTION) readonly description?: string;
  /** The record id of the organisation that keeps it. */
  @IsOptional() @IsText(LONGEST_RECORD_ID) readonly organisation?: string;
  @IsOptional() @IsText(LONGEST_NOTE) readonly transportation?: string;
  @IsOptional() @ValidateNested() @Type(() => ListedAddress) readonly address?: ListedAddress;
  @IsOptional() @Matches(LATITUDE) readonly latitude?: string;
  @IsOptional() @Matches(LONGITUDE) readonly longitude?: string;
  @AreTexts(MOST_WORDS, LONGEST_NOTE) readonly accessibility!: readonly string[];
  @AreTexts(MOST_WORDS, LONGEST_WORD) readonly languages!: readonly string[];
  @AreTexts(MOST_WORDS, LONGEST_WORD) readonly phones!: readonly string[];
  @IsArray() @ArrayMaxSize(MOST_SCHEDULES) @ValidateNested({ each: true }) @Type(() => ListedSchedule) readonly schedules!: readonly ListedSchedule[];
  @IsArray() @ArrayMaxSize(MOST_HOLIDAYS) @ValidateNested({ each: true }) @Type(() => ListedHoliday) readonly holidays!: readonly ListedHoliday[];
  /** The time zone of its hours, IANA name or offset. */
  @IsText(60) readonly timezone!: string;
}

/** A service as a directory describes it. */
export class ListedService {
  @IsText(LONGEST_NAME) readonly name!: string;
  @IsOptional() @IsText(LONGEST_NAME) readonly alternateName?: string;
  @IsOptional() @IsText(LONGEST_DESCRIPTION) readonly description?: string;
  /** The record id of the organisation that offers it. */
  @IsOptional() @IsText(LONGEST_RECORD_ID) readonly organisation?: string;
  /** The record ids of the locations at which it is offered. */
  @AreTexts(MOST_LOCATIONS, LONGEST_RECORD_ID) readonly locations!: readonly string[];
  /** As the source says it: `active`, `inactive`, `defunct`. */
  @IsOptional() @IsText(LONGEST_WORD) readonly status?: string;
  @IsOptional() @IsText(LONGEST_NAME) readonly email?: string;
  @IsOptional() @IsText(LONGEST_NOTE) readonly website?: string;
  @IsOptional() @IsText(LONGEST_DESCRIPTION) readonly eligibility?: string;
  @IsOptional() @IsText(LONGEST_NOTE) readonly applicationProcess?: string;
  @IsOptional() @IsText(LONGEST_NOTE) readonly fees?: string;
  @IsOptional() @IsText(LONGEST_NOTE) readonly waitTime?: string;
  /** The record ids of its taxonomy terms. */
  @AreTexts(MOST_WORDS, LONGEST_RECORD_ID) readonly terms!: readonly string[];
  @AreTexts(MOST_WORDS, LONGEST_WORD) readonly keywords!: readonly string[];
  @AreTexts(MOST_WORDS, LONGEST_WORD) readonly languages!: readonly string[];
  @AreTexts(MOST_WORDS, LONGEST_NOTE) readonly areas!: readonly string[];
  @AreTexts(MOST_WORDS, LONGEST_WORD) readonly phones!: readonly string[];
  /** Its own hours; where it has none, its locations' hold. */
  @IsArray() @ArrayMaxSize(MOST_SCHEDULES) @ValidateNested({ each: true }) @Type(() => ListedSchedule) readonly schedules!: readonly ListedSchedule[];
  @IsArray() @ArrayMaxSize(MOST_HOLIDAYS) @ValidateNested({ each: true }) @Type(() => ListedHoliday) readonly holidays!: readonly ListedHoliday[];
  /** The time zone of its hours, IANA name or offset. */
  @IsText(60) readonly timezone!: string;
}

/** A term of a taxonomy, below its parent. */
export class ListedTaxonomyTerm {
  @IsText(LONGEST_NAME) readonly name!: string;
  @IsOptional() @IsText(LONGEST_DESCRIPTION) readonly description?: string;
  @IsOptional() @IsText(LONGEST_RECORD_ID) readonly code?: string;
  @IsOptional() @IsText(LONGEST_RECORD_ID) readonly parent?: string;
  @IsOptional() @IsText(LONGEST_NAME) readonly taxonomy?: string;
}

/** Where a listing comes from: what is listed twice under one source and record id is one listing. */
class DirectoryListing {
  /** A short name of the directory, given at the import. */
  @Matches(/^[a-z0-9][a-z0-9.-]{0,59}$/) readonly source!: string;
  /** The record's id in the source. */
  @IsText(LONGEST_RECORD_ID) readonly record!: string;
}

/** A directory lists an organisation, or lists it again because something of it changed. */
@Event('partnerships.listing', { version: 1, audience: 'partners' })
export class DirectoryOrganisationListed extends DirectoryListing {
  @ValidateNested() @Type(() => ListedOrganisation) readonly organisation!: ListedOrganisation;
}

/** A directory lists a location, or lists it again because something of it changed. */
@Event('partnerships.listing', { version: 1, audience: 'partners' })
export class DirectoryLocationListed extends DirectoryListing {
  @ValidateNested() @Type(() => ListedLocation) readonly location!: ListedLocation;
}

/** A directory lists a service, or lists it again because something of it changed. */
@Event('partnerships.listing', { version: 1, audience: 'partners' })
export class DirectoryServiceListed extends DirectoryListing {
  @ValidateNested() @Type(() => ListedService) readonly service!: ListedService;
}

/** A directory lists a taxonomy term, or lists it again because something of it changed. */
@Event('partnerships.listing', { version: 1, audience: 'partners' })
export class DirectoryTaxonomyTermListed extends DirectoryListing {
  @ValidateNested() @Type(() => ListedTaxonomyTerm) readonly taxonomyTerm!: ListedTaxonomyTerm;
}
