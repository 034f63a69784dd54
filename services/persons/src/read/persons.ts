import { type Capacity, ExternalRecordLinked, LoginLinked, PersonDetailsCorrected, PersonRegistered } from '@patto/contracts/persons';
import { readModel, type SealedPart, type Told } from '@patto/read-models';

/** Who somebody is, in sealed parts, and the facts that decisions know of them. */
export interface PersonView {
  readonly area: string;
  readonly capacity: Capacity;
  readonly name?: SealedPart;
  readonly birthDate?: SealedPart;
  readonly taxCode?: SealedPart;
  readonly contacts?: SealedPart;
  /** Whether they can act here by themself. */
  readonly hasLogin: boolean;
  readonly externalRecords: readonly { readonly system: string; readonly record?: SealedPart }[];
}

/** The parts that this event has; those that it does not have are left as they were. */
const details = ({ sealed }: Told): Partial<PersonView> => {
  const parts = { name: sealed('name'), birthDate: sealed('birthDate'), taxCode: sealed('taxCode'), contacts: sealed('contacts') };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
};

/** The persons of the district. */
export const persons = readModel(
  'persons',
  1,
  { events: { PersonRegistered, PersonDetailsCorrected, LoginLinked, ExternalRecordLinked }, indexes: ['area'] },
  {
    PersonRegistered: (_: PersonView | undefined, { area, capacity }, told): PersonView => ({
      area,
      capacity,
      ...details(told),
      hasLogin: false,
      externalRecords: [],
    }),
    PersonDetailsCorrected: (view, { area, capacity }, told): PersonView | undefined => view && { ...view, area, capacity, ...details(told) },
    LoginLinked: (view): PersonView | undefined => view && { ...view, hasLogin: true },
    ExternalRecordLinked: (view, { system }, { sealed }): PersonView | undefined => {
      const record = sealed('record');
      return view && { ...view, externalRecords: [...view.externalRecords, { system, ...(record && { record }) }] };
    },
  },
);
