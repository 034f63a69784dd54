import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Secured } from './authority.ts';
import { inContainer } from './docker.ts';
import { type EngineServer, serverFor, serverNamedBy } from './engine-server.ts';
import { type LocalKafka, startLocalKafka } from './kafka-local.ts';
import { freePort } from './machine.ts';

const IMAGE = 'apache/kafka:4.3.1';

/** A broker tells its clients where it is, so in a container it has to know its port before it starts. */
const container = inContainer(IMAGE, async (image) => {
  const port = await freePort();
  return {
    container: image.withExposedPorts({ container: 9092, host: port }).withEnvironment({
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://localhost:${port}`,
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    }),
    url: (host) => `kafka://${host}:${port}`,
  };
});

const local = async (secured?: Secured): Promise<LocalKafka> => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-kafka-'));
  const forget = () => rmSync(folder, { recursive: true, force: true });
  try {
    const server = await startLocalKafka(folder, secured);
    const stop = async () => {
      await server.stop();
      forget();
    };
    return { ...server, stop };
  } catch (error) {
    forget();
    throw error;
  }
};

/**
 * A Kafka broker for a test: the one that `PATTO_TEST_KAFKA_URL` names, one in a container, or one that is started here.
 * @param what is named where there is none, and this answers `undefined`
 */
export const kafkaFor = (what: string): Promise<EngineServer | undefined> => serverFor(what, [serverNamedBy('PATTO_TEST_KAFKA_URL'), container, () => local()]);

/** A broker that the test may kill; only one that is started here is such. */
export const killableKafkaFor = async (what: string): Promise<LocalKafka | undefined> => (await serverFor(what, [() => local()])) as LocalKafka | undefined;

/** A broker with a second way in, over TLS and with a login; only one that is started here is such. */
export const securedKafkaFor = async (what: string, secured: Secured): Promise<LocalKafka | undefined> =>
  (await serverFor(what, [() => local(secured)])) as LocalKafka | undefined;

/** The brokers of a URL, as `host:port`. */
export const brokersIn = (url: string): readonly string[] => url.replace(/^kafka:\/\//, '').split(',');
