import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Secured } from './authority.ts';
import { type EngineServer, NoServer } from './engine-server.ts';
import { freePort, hasCommand } from './machine.ts';
import { madeOnce } from './made-once.ts';
import { type Program, runProgram, startProgram } from './program.ts';

const KAFKA = '4.3.1';

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId>
  <artifactId>kafka</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${KAFKA}</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>${KAFKA}</version></dependency>
  </dependencies>
</project>
`;

/** One broker that is its own controller. Topics are made by who uses them, groups keep their place for a year, and a group of tests does not wait for more members. */
const properties = (data: string, broker: number, controller: number): string =>
  `process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${broker},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${broker}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=${data}
auto.create.topics.enable=false
offsets.retention.minutes=525600
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
`;

const securedProperties = ({ certificate, username, password }: Secured, broker: number, controller: number, secured: number): string =>
  `listeners=PLAINTEXT://127.0.0.1:${broker},SECURED://127.0.0.1:${secured},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${broker},SECURED://127.0.0.1:${secured}
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SECURED:SASL_SSL
sasl.enabled.mechanisms=SCRAM-SHA-512,PLAIN
listener.name.secured.ssl.keystore.type=PEM
listener.name.secured.ssl.keystore.location=${certificate}
listener.name.secured.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.secured.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_${username}="${password}";
`;

/** Small, and soon there: a broker for tests does not run long enough for the second compiler to be worth its work. */
const SMALL_JAVA = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** A broker on this machine, which a test may kill and start again over the same data. */
export interface LocalKafka extends EngineServer {
  /** `host:port` of the way in over TLS, where there is one. */
  readonly secured?: string;
  kill(): Promise<void>;
  /** Starts it where it was. */
  start(): Promise<void>;
}

/** Kafka's jars, by Maven. @throws NoServer where they cannot be had */
export const kafkaJars = async (): Promise<string> => {
  for (const command of ['java', 'mvn']) if (!hasCommand(command)) throw new NoServer(`there is no ${command}`);
  return madeOnce(`kafka-${KAFKA}`, async (folder) => {
    writeFileSync(join(folder, 'pom.xml'), POM);
    await runProgram('mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=jars', '-DincludeScope=runtime'], folder);
  });
};

/** A uuid as Kafka writes it; one that begins with a dash would be taken for an option. */
const newClusterId = (): string => `A${randomBytes(16).toString('base64url').slice(1)}`;

/**
 * Starts a Kafka broker on free ports of this machine.
 * @param folder is made; its data and its log lie there
 * @param secured asks for a second way in
 * @throws NoServer where this machine cannot
 */
export const startLocalKafka = async (folder: string, secured?: Secured): Promise<LocalKafka> => {
  const jars = join(await kafkaJars(), 'jars', '*');
  const [port, controller] = [await freePort(), await freePort()];
  const settings = join(folder, 'server.properties');
  rmSync(join(folder, 'data'), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const securedPort = secured && (await freePort());
  // Of a property that is there twice, the second counts.
  const more = secured && securedPort ? securedProperties(secured, port, controller, securedPort) : '';
  writeFileSync(settings, properties(join(folder, 'data'), port, controller) + more);
  const users = secured ? ['--add-scram', `SCRAM-SHA-512=[name=${secured.username},password=${secured.password}]`] : [];
  const format = ['kafka.tools.StorageTool', 'format', '--standalone', '-t', newClusterId(), '-c', settings, ...users];
  await runProgram('java', [...SMALL_JAVA, '-cp', jars, ...format], folder);

  let program: Program | undefined;
  const start = async () => {
    program = await startProgram('java', [...SMALL_JAVA, '-cp', jars, 'kafka.Kafka', settings], { folder, name: 'kafka', port });
  };
  await start();
  return {
    url: `kafka://127.0.0.1:${port}`,
    ...(securedPort && { secured: `127.0.0.1:${securedPort}` }),
    start,
    kill: async () => program?.kill(),
    stop: async () => program?.stop(),
  };
};
