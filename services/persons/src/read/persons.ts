import { AreViews, IsOpened, IsView, only, stored } from '@patto/access';
import { type Instant, IsCode, IsId, IsInstant, type OrganisationId } from '@patto/contracts';
import {
  CAPACITIES,
  type Capacity,
  ExternalRecordLinked,
  LoginCodeIssued,
  LoginLinked,
  MajorityRecorded,
  PersonDetailsCorrected,
  PersonErased,
  PersonRegistered,
} from '@patto/contracts/persons';
import { readModel, type SealedPart, type Told } from '@patto/read-models';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';

/** That another system knows the person, and under which id. */
export class ExternalRecord extends only(ExternalRecordLinked, 'system') {
  @IsOptional() @IsOpened(ExternalRecordLinked, 'record') readonly record?: SealedPart;
}

/** When the person linked the login by which they act, and whether one that they had before ended with it. */
export class LinkedLogin {
  @IsInstant() readonly at!: Instant;
  @IsBoolean() readonly replaced!: boolean;
}

/** A desk has given out a one-time code by which a login is linked: the person should know, if it was not to them. */
export class WaitingCode {
  @IsInstant() readonly at!: Instant;
  @IsInstant() readonly until!: Instant;
  @IsOptional() @IsId('organisation') readonly by?: OrganisationId;
}

class PersonDocument {
  @IsCode() readonly area!: string;
  @IsIn(CAPACITIES) readonly capacity!: Capacity;
  @IsOptional() @IsOpened(PersonRegistered, 'name') readonly name?: SealedPart;
  @IsOptional() @IsOpened(PersonRegistered, 'birthDate') readonly birthDate?: SealedPart;
  @IsOptional() @IsOpened(PersonRegistered, 'taxCode') readonly taxCode?: SealedPart;
  @IsOptional() @IsOpened(PersonRegistered, 'contacts') readonly contacts?: SealedPart;
  /** Whether they can act here by themself. */
  @IsBoolean() readonly hasLogin!: boolean;
  @IsOptional() @IsView(() => LinkedLogin) readonly login?: LinkedLogin;
  @IsOptional() @IsView(() => WaitingCode) readonly loginCode?: WaitingCode;
  /** Their content was erased; what others did stays. */
  @IsOptional() @IsBoolean() readonly erased?: true;
  @AreViews(() => ExternalRecord) readonly externalRecords!: readonly ExternalRecord[];
}

/** Who somebody is, in sealed parts, and the facts that decisions know of them. */
export class PersonView extends stored(PersonDocument, 'person') {}

/** The parts that this event has; those that it does not have are left as they were. */
const details = ({ sealed }: Told): Partial<PersonDocument> => {
  const parts = { name: sealed('name'), birthDate: sealed('birthDate'), taxCode: sealed('taxCode'), contacts: sealed('contacts') };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
};

/** The persons of the district. */
export const persons = readModel(
  'persons',
  2,
  {
    events: { PersonRegistered, PersonDetailsCorrected, LoginCodeIssued, LoginLinked, MajorityRecorded, ExternalRecordLinked, PersonErased },
    indexes: ['area'],
  },
  {
    PersonRegistered: (_: PersonDocument | undefined, { area, capacity }, told): PersonDocument => ({
      area,
      capacity,
      ...details(told),
      hasLogin: false,
      externalRecords: [],
    }),
    PersonDetailsCorrected: (view, { area, capacity }, told): PersonDocument | undefined => view && { ...view, area, capacity, ...details(told) },
    MajorityRecorded: (view, { capacity }): PersonDocument | undefined => view && { ...view, capacity },
    LoginCodeIssued: (view, { until }, { time, by }): PersonDocument | undefined =>
      view && { ...view, loginCode: { at: time, until, ...(by.organisation && { by: by.organisation }) } },
    LoginLinked: (view, { replaces = false }, { time }): PersonDocument | undefined => {
      if (!view) return undefined;
      const { loginCode: _, ...rest } = view;
      return { ...rest, hasLogin: true, login: { at: time, replaced: replaces } };
    },
    PersonErased: (view): PersonDocument | undefined =>
      view && { area: view.area, capacity: view.capacity, hasLogin: false, externalRecords: [], erased: true },
    ExternalRecordLinked: (view, { system }, { sealed }): PersonDocument | undefined => {
      const record = sealed('record');
      return view && { ...view, externalRecords: [...view.externalRecords, { system, ...(record && { record }) }] };
    },
  },
);
