import { Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import type { Bus } from '../../bus.ts';
import { type BusPlace, openRecording, type Recording } from '../../conformance.ts';
import { type KafkaBusParts, openKafkaBus } from '../bus.ts';

/** A bus on a broker for one test, whose topics and groups nobody else has. */
export interface KafkaPlace extends BusPlace {
  readonly prefix: string;
  readonly recording: Recording;
  /** Opens another bus over the same topics, as another process does. */
  another(parts?: Partial<KafkaBusParts>): Promise<Bus>;
}

/** What was said or failed is of no interest to most tests. */
export const QUIET = { info: () => {}, debug: () => {} };

/** The client without a bus around it. */
export const bareKafka = (brokers: readonly string[]): Kafka => new Kafka({ brokers: [...brokers], clientId: 'bare', logLevel: logLevel.NOTHING });

export const kafkaPlace = async (brokers: readonly string[]): Promise<KafkaPlace> => {
  const prefix = `${randomUUID()}.`;
  const recording = await openRecording();
  const open = (parts: Partial<KafkaBusParts> = {}) => openKafkaBus({ brokers, clientId: 'tests', prefix, logger: QUIET, onTrouble: () => {}, ...parts });
  let bus = await open();
  const others: Bus[] = [];
  return {
    prefix,
    recording,
    bus,
    record: (events) => recording.record(events),
    another: async (parts) => {
      const other = await open(parts);
      others.push(other);
      return other;
    },
    reopen: async () => {
      await bus.close();
      bus = await open();
      return bus;
    },
    dispose: async () => {
      await Promise.all([bus, ...others].map((one) => one.close()));
      await recording.dispose();
    },
  };
};
