import { declarations } from '@patto/contracts';
import { ACCESSES_SCHEMA, EVENTS_SCHEMA, leasesSchema, logSchema, progressSchema } from '@patto/event-store';
import { type Prepared, PostgresUnusable, preparePostgres } from '@patto/postgres';
import { keyringSchema } from '@patto/privacy';
import { ACCESS_CATEGORIES, categoriesOfService } from '@patto/service-kit';
import { services } from './services.ts';

/** All services in one process log in as one role, which may what any of them may. */
export const TOGETHER = 'all-in-one';

/** Who logs in to the databases: each service alone, and all of them in one process. */
export const LOGINS: readonly string[] = [...services.map(({ name }) => name), TOGETHER];

/** What is to be made ready, and by whom. */
export interface DatabasesWish {
  /** The URL of the owner of the log's database: it may make schemas in it, and roles. */
  readonly owner: string;
  /** Of the owner of the keyring's database; the log's where it is left out. Apart is better: then no backup holds both. */
  readonly keyringOwner?: string;
  /** What the names of the roles begin with, so that two deployments can share a server. */
  readonly prefix: string;
  /** The password of a login. */
  readonly passwordOf: (login: string) => string;
}

/** The settings that a login's processes need. */
export interface DatabaseUrls {
  readonly PATTO_EVENT_STORE_URL: string;
  readonly PATTO_KEYRING_URL: string;
}

export interface PreparedDatabases {
  readonly made: Prepared;
  readonly urls: ReadonlyMap<string, DatabaseUrls>;
}

const PREFIX = /^[a-z][a-z0-9_]{0,30}$/;

/** The types that may stand in a category, as SQL's `LIKE` takes them: all of its service, and those of others that are declared for it too. */
const typesIn = (category: string): readonly string[] => {
  const declared = declarations();
  const own = declared.filter((one) => one.category === category).map(({ service }) => `patto.${service}.%`);
  return [...new Set([...own, ...declared.filter(({ alsoIn }) => alsoIn.includes(category)).map(({ type }) => type)])];
};

/** Makes databases ready for the services, or brings them to this version; may be run again. @throws PostgresUnusable with the remedy */
export const prepareDatabases = async ({ owner, keyringOwner = owner, prefix, passwordOf }: DatabasesWish): Promise<PreparedDatabases> => {
  if (!PREFIX.test(prefix)) throw new PostgresUnusable(`Roles cannot be called ${prefix}_…: use small letters, digits and underscores.`);
  const roleOf = (login: string): string => `${prefix}_${login.replaceAll('-', '_')}`;
  const roles = LOGINS.map((login) => ({ name: roleOf(login), password: passwordOf(login) }));
  const categories = new Map(services.map((service) => [roleOf(service.name), categoriesOfService(service)]));
  categories.set(roleOf(TOGETHER), services.flatMap(categoriesOfService));
  const logs = [
    logSchema(EVENTS_SCHEMA, (role) => categories.get(role) ?? [], typesIn),
    logSchema(ACCESSES_SCHEMA, () => ACCESS_CATEGORIES, typesIn),
    progressSchema,
    leasesSchema,
  ];

  const isOne = keyringOwner === owner;
  const made = await preparePostgres({ url: owner, roles, schemas: isOne ? [...logs, keyringSchema] : logs });
  const apart = isOne ? { roles: [], migrations: [] } : await preparePostgres({ url: keyringOwner, roles, schemas: [keyringSchema] });
  const urlFor = (of: string, login: string): string => {
    const url = new URL(of);
    [url.username, url.password] = [roleOf(login), passwordOf(login)];
    return url.href;
  };
  const urls = LOGINS.map((login) => [login, { PATTO_EVENT_STORE_URL: urlFor(owner, login), PATTO_KEYRING_URL: urlFor(keyringOwner, login) }] as const);
  return {
    made: { roles: [...new Set([...made.roles, ...apart.roles])], migrations: [...made.migrations, ...apart.migrations] },
    urls: new Map(urls),
  };
};

/** Whether an error says what is wrong with a database, and its remedy. */
export const isAboutDatabase = (error: unknown): error is PostgresUnusable => error instanceof PostgresUnusable;
