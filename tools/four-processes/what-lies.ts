import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Connection, connect } from '@patto/postgres';
import { brokersIn } from '@patto/testing/engines';
import { Kafka, logLevel } from 'kafkajs';
import mongoose from 'mongoose';
import type { RealEngines } from './engines.ts';

/** Everything that lies in the engines of a deployment, as a thief of all of them would read it: each row, each document, each message, as one text. */
export interface WhatLies {
  readonly postgres: readonly string[];
  readonly mongo: readonly string[];
  readonly kafka: readonly string[];
  /** The files of PostgreSQL's write-ahead log and of what the server said, each byte one character. */
  readonly writtenAhead: readonly string[];
}

/** Reads the tables of the databases, the collections whole, and the topics from their beginning. */
export const readAll = async (engines: RealEngines): Promise<WhatLies> => ({
  postgres: await asSuperuser(databaseOf(engines), rowsIn),
  mongo: await documentsIn(engines.mongo.url),
  kafka: await messagesIn(brokersIn(engines.kafka.url)),
  writtenAhead: await asSuperuser(databaseOf(engines), filesBehind),
});

/** The deployment's database, by the URL of a superuser. */
export const databaseOf = ({ settingsOf, postgres }: RealEngines): string => {
  const url = new URL(postgres.url);
  url.pathname = new URL(settingsOf('persons')['PATTO_EVENT_STORE_URL'] ?? '').pathname;
  return url.href;
};

/** A word as it is, in hexadecimal digits, and in Base64 where it begins a text and is long enough not to be there by chance. */
const formsOf = (word: string): readonly string[] => {
  const bytes = Buffer.from(word);
  const base64 = bytes.toString('base64').slice(0, Math.floor(bytes.length / 3) * 4);
  return [word, bytes.toString('hex'), ...(base64.length >= LONG_ENOUGH ? [base64] : [])].map((form) => form.toLowerCase());
};
const LONG_ENOUGH = 12; // Characters: of so many, one text in 10^18 is the word by chance.

/** Which of these words stand in these texts, in whatever letter case. */
export const wordsIn = (texts: readonly string[], words: Iterable<string>): readonly string[] => {
  const all = texts.join('\n').toLowerCase();
  return [...words].filter((word) => formsOf(word).some((form) => all.includes(form)));
};

const asSuperuser = async <Read>(url: string, read: (connection: Connection) => Promise<Read>): Promise<Read> => {
  const connection = await connect({ url, name: 'thief' });
  return read(connection).finally(() => connection.close());
};

/** The server's own files lie beside its data, since we started it. */
const filesBehind = async (connection: Connection): Promise<readonly string[]> => {
  const [{ data } = { data: '' }] = await connection.ask<{ data: string }>({ text: "SELECT current_setting('data_directory') AS data" });
  const ahead = readdirSync(join(data, 'pg_wal'), { withFileTypes: true }).filter((entry) => entry.isFile());
  return [join(dirname(data), 'postgres.log'), ...ahead.map(({ name }) => join(data, 'pg_wal', name))].map((file) => readFileSync(file, 'latin1'));
};

/** All rows of all tables. */
const rowsIn = async (connection: Connection): Promise<readonly string[]> => {
  const text = `SELECT format('%I.%I', table_schema, table_name) AS place FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`;
  const rows: string[] = [];
  for (const { place } of await connection.ask<{ place: string }>({ text })) {
    rows.push(...(await connection.ask<{ row: string }>({ text: `SELECT to_jsonb(t)::text AS row FROM ${place} t` })).map(({ row }) => row));
  }
  return rows;
};
const documentsIn = async (url: string): Promise<readonly string[]> => {
  const connection = await mongoose.createConnection(url).asPromise();
  try {
    const documents: string[] = [];
    for (const { name } of await connection.listCollections()) {
      for await (const one of connection.collection(name).find()) documents.push(JSON.stringify(one));
    }
    return documents;
  } finally {
    await connection.close();
  }
};

const messagesIn = async (brokers: readonly string[]): Promise<readonly string[]> => {
  const kafka = new Kafka({ brokers: [...brokers], clientId: 'thief', logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((topic) => !topic.startsWith('__'));
  const offsets = (await Promise.all(topics.map((topic) => admin.fetchTopicOffsets(topic)))).flat();
  await admin.disconnect();
  const expected = offsets.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
  const messages: string[] = [];
  const all = Promise.withResolvers<void>();
  const consumer = kafka.consumer({ groupId: randomUUID() });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message: { key, value, headers } }) => {
      messages.push(`${key} ${value} ${JSON.stringify(Object.entries(headers ?? {}).map(([name, held]) => [name, String(held)]))}`);
      if (messages.length === expected) all.resolve();
    },
  });
  await all.promise;
  await consumer.disconnect();
  return messages;
};
