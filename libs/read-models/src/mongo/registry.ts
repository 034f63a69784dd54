import type { Connection, Model } from 'mongoose';
import { type Registered, registeredSchema, type Serving, servingSchema } from './kept.ts';

/** Which collections there are, and which version of each answers. */
export interface Registry {
  readonly registered: Model<Registered>;
  readonly serving: Model<Serving>;
}

/** A database has two: of what answers, and of what is made beside it to replace it. */
export interface Registries {
  readonly answering: Registry;
  readonly made: Registry;
}

const registryIn = (connection: Connection, suffix: string): Registry => ({
  registered: connection.model<Registered>(`collections${suffix}`, registeredSchema, `collections${suffix}`),
  serving: connection.model<Serving>(`serving${suffix}`, servingSchema, `serving${suffix}`),
});

export const registriesIn = (connection: Connection): Registries => ({ answering: registryIn(connection, ''), made: registryIn(connection, '.made') });

/** Drops the documents of these names that stand in no registry. A place is registered before it is made: what is in none is nobody's any more. */
export const sweep = async (connection: Connection, { answering, made }: Registries, names: readonly string[]): Promise<void> => {
  const there = await connection.listCollections();
  const registered = (await Promise.all([answering, made].map((one) => one.registered.find().lean<Registered[]>()))).flat();
  const known = new Set(registered.map(({ place }) => place));
  const isOfThese = new RegExp(`^(?:${names.join('|')})\\.v\\d+\\.`);
  for (const { name: place } of there) if (isOfThese.test(place) && !known.has(place)) await connection.dropCollection(place).catch(ifGone);
};

/** The server's numbers for its refusals. */
const IS_GONE = 26;
const IS_MADE = 48;
const IS_THERE = 11_000;

const unless =
  (code: number) =>
  (error: unknown): undefined => {
    if ((error as { code?: unknown }).code !== code) throw error;
    return undefined;
  };

const ifGone = unless(IS_GONE);
export const ifMade = unless(IS_MADE);
/** Another process registered it at the same moment. */
export const ifThere = unless(IS_THERE);
