import { AreViews, only } from '@patto/access';
import { IsId, IsText, ListedLocation, ListedService, LONGEST_NAME, LONGEST_RECORD_ID, LONGEST_WORD } from '@patto/contracts';
import { IsNumber, IsOptional, Min } from 'class-validator';

/** A place of a service, as much as is needed to go there. */
export class FoundPlace extends only(ListedLocation, 'name', 'address', 'latitude', 'longitude') {
  @IsText(LONGEST_RECORD_ID) readonly record!: string;
}

/** A service as it is found, with its organisation's name and its places. */
export class FoundService extends ListedService {
  @IsId('listing') readonly id!: string;
  /** The directory that lists it, and the record's id there. */
  @IsText(LONGEST_WORD) readonly source!: string;
  @IsText(LONGEST_RECORD_ID) readonly record!: string;
  @IsOptional() @IsText(LONGEST_NAME) readonly organisationName?: string;
  @AreViews(() => FoundPlace) readonly places!: readonly FoundPlace[];
  /** To the nearest place that fits. */
  @IsOptional() @IsNumber() @Min(0) readonly distanceKm?: number;
}
