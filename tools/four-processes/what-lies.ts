import { randomUUID } from 'node:crypto';
import { connect } from '@patto/postgres';
import { brokersIn } from '@patto/testing/engines';
import { Kafka, logLevel } from 'kafkajs';
import mongoose from 'mongoose';
import type { RealEngines } from './engines.ts';

/** Everything that lies in the engines of a deployment, as a thief of all of them would read it: each row, each document, each message, as one text. */
export interface WhatLies {
  readonly postgres: readonly string[];
  readonly mongo: readonly string[];
  readonly kafka: readonly string[];
}

/** Reads the tables of the databases, the collections whole, and the topics from their beginning. */
export const readAll = async ({ settingsOf, postgres, mongo, kafka }: RealEngines): Promise<WhatLies> => ({
  postgres: await rowsIn(settingsOf('persons')['PATTO_EVENT_STORE_URL'] ?? '', postgres.url),
  mongo: await documentsIn(mongo.url),
  kafka: await messagesIn(brokersIn(kafka.url)),
});

/** All rows of all tables, read as a superuser. */
const rowsIn = async (ours: string, superusers: string): Promise<readonly string[]> => {
  const url = new URL(superusers);
  url.pathname = new URL(ours).pathname;
  const connection = await connect({ url: url.href, name: 'thief' });
  try {
    const text = `SELECT format('%I.%I', table_schema, table_name) AS place FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`;
    const rows: string[] = [];
    for (const { place } of await connection.ask<{ place: string }>({ text })) {
      rows.push(...(await connection.ask<{ row: string }>({ text: `SELECT to_jsonb(t)::text AS row FROM ${place} t` })).map(({ row }) => row));
    }
    return rows;
  } finally {
    await connection.close();
  }
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
