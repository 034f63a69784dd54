export { type EngineServer, NoServer, serverFor, serverNamedBy, type WaysToServer } from './engines/engine-server.ts';
export { inContainer } from './engines/docker.ts';
export { brokersIn, kafkaFor, killableKafkaFor } from './engines/kafka.ts';
export { type LocalKafka, startLocalKafka } from './engines/kafka-local.ts';
export { killableMongoFor, mongoFor } from './engines/mongo.ts';
export { type LocalFerret, startLocalFerret } from './engines/mongo-local.ts';
export { type KillablePostgres, killablePostgresFor, type PostgresForTests, postgresFor, withDatabases } from './engines/postgres.ts';
export { type LocalPostgres, startLocalPostgres } from './engines/postgres-local.ts';
export { hasGo } from './engines/machine.ts';
