import { AreViews, IsOpened, only, stored } from '@patto/access';
import { IsCode } from '@patto/contracts';
import { CAPACITIES, type Capacity, ExternalRecordLinked, LoginLinked, PersonDetailsCorrected, PersonErased, PersonRegistered } from '@patto/contracts/persons';
import { readModel, type SealedPart, type Told } from '@patto/read-models';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';

/** That another system knows the person, and under which id. */
export class ExternalRecord extends only(ExternalRecordLinked, 'system') {
  @IsOptional() @IsOpened(ExternalRecordLinked, 'record') readonly record?: SealedPart;
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
  1,
  { events: { PersonRegistered, PersonDetailsCorrected, LoginLinked, ExternalRecordLinked, PersonErased }, indexes: ['area'] },
  {
    PersonRegistered: (_: PersonDocument | undefined, { area, capacity }, told): PersonDocument => ({
      area,
      capacity,
      ...details(told),
      hasLogin: false,
      externalRecords: [],
    }),
    PersonDetailsCorrected: (view, { area, capacity }, told): PersonDocument | undefined => view && { ...view, area, capacity, ...details(told) },
    LoginLinked: (view): PersonDocument | undefined => view && { ...view, hasLogin: true },
    PersonErased: (view): PersonDocument | undefined =>
      view && { area: view.area, capacity: view.capacity, hasLogin: false, externalRecords: [], erased: true },
    ExternalRecordLinked: (view, { system }, { sealed }): PersonDocument | undefined => {
      const record = sealed('record');
      return view && { ...view, externalRecords: [...view.externalRecords, { system, ...(record && { record }) }] };
    },
  },
);
