import pg from 'pg';

/** What is asked of the server: text, values, and a name where it is asked so often that the server shall remember it prepared. */
export interface Question {
  readonly text: string;
  readonly values?: readonly unknown[];
  readonly name?: string;
}

/** Where a connection goes and as what. */
export interface ConnectionOptions {
  readonly url: string;
  /** What the server calls it (`application_name`), so that whoever holds others up can be named. */
  readonly name: string;
  /** Settings of the session, as `lock_timeout`; times in milliseconds. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

const INT8 = 20; // The type's number in PostgreSQL's catalogue.
const CONNECT_TIMEOUT_MS = 5_000;
/** A connection over which nothing was said for so long is asked whether it is still there. */
const SILENT_FOR_MS = 10_000;
/** PostgreSQL cuts longer names. */
const LONGEST_NAME = 63;

/** Positions, revisions and times are safe integers, so a bigint of the server is a number here. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)),
};

/** The driver's options for a connection. */
export const driverOptions = ({ url, name, settings = {} }: ConnectionOptions): pg.ClientConfig => ({
  connectionString: url,
  application_name: name.slice(0, LONGEST_NAME),
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  keepAlive: true,
  keepAliveInitialDelayMillis: SILENT_FOR_MS,
  types,
  options: Object.entries(settings)
    .map(([key, value]) => `-c ${key}=${value}`)
    .join(' '),
});

/** One session with the server. */
export interface Connection {
  /** The process of the server that serves it. */
  readonly pid: number;
  readonly isOpen: boolean;
  /** @throws what the server or the driver says */
  ask<Row = never>(question: Question): Promise<Row[]>;
  /** Statements without values, one after another. */
  run(statements: string): Promise<void>;
  /** Calls back with what comes by `LISTEN`, and once when the connection is lost. */
  on(event: 'news' | 'lost', listener: () => void): void;
  close(): Promise<void>;
  /** Ends it without a word, where the server may not answer any more. */
  cut(): void;
}

/** Opens one session. @throws what the driver says */
export const connect = async (options: ConnectionOptions): Promise<Connection> => {
  const client = new pg.Client(driverOptions(options));
  let isOpen = true;
  const lost = () => {
    isOpen = false;
  };
  client.on('error', lost); // Without a listener a lost connection would end the process.
  client.on('end', lost);
  await client.connect();
  return {
    pid: (client as pg.Client & { readonly processID: number }).processID,
    get isOpen() {
      return isOpen;
    },
    ask: async <Row>({ text, values = [], name }: Question) => (await client.query({ text, values: [...values], ...(name && { name }) })).rows as Row[],
    run: async (statements) => {
      await client.query(statements);
    },
    on: (event, listener) => {
      if (event === 'news') client.on('notification', listener);
      else client.on('end', listener);
    },
    close: () => client.end(),
    cut: () => {
      isOpen = false;
      (client as pg.Client & { readonly connection: { readonly stream: { destroy(): void } } }).connection.stream.destroy();
    },
  };
};
