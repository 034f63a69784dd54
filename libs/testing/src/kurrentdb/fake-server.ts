import features from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb.js';
import supported from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import type { SupportedMethods } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import v1 from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import v2 from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_grpc_pb.js';
import { type sendUnaryData, Server, ServerCredentials, type ServerUnaryCall } from '@grpc/grpc-js';
import { readFileSync } from 'node:fs';
import type { Secured } from '../engines/authority.ts';
import { FakeAppending } from './fake-appending.ts';
import { FakeEvents } from './fake-events.ts';
import { Faults } from './fake-faults.ts';
import { takingIn } from './fake-login.ts';
import { FakeReading } from './fake-reading.ts';

export interface FakeOptions {
  /** Whether it appends to several streams at once, as servers from 26.1 do. */
  readonly appendsRecords?: boolean;
  /** Whether such an append is a transaction with a commit of its own in the log. */
  readonly hasCommitRecords?: boolean;
  /** Whether it is reached over TLS and by a login, as a server is that nobody told otherwise. */
  readonly secured?: Secured;
}

/** The client waits so long before each try to reach a server, the first one too: half a second unless it is told. */
const TRIES_EVERY_MS = 10;

/** A server that speaks the client's own gRPC definitions over a real socket. It is no KurrentDB: what it does is what KurrentDB's documents and code say. */
export interface FakeServer {
  readonly url: string;
  readonly events: FakeEvents;
  readonly faults: Faults;
  readonly reading: FakeReading;
  /** Cuts all connections and frees the port. */
  stop(): void;
}

/** Starts one on this machine. @param port one that was free; any where it is left out */
export const startFake = async ({ appendsRecords = true, hasCommitRecords = false, secured }: FakeOptions = {}, before?: FakeServer): Promise<FakeServer> => {
  const events = before?.events ?? new FakeEvents(hasCommitRecords);
  const faults = before?.faults ?? new Faults();
  const reading = new FakeReading(events, faults);
  const appending = new FakeAppending(events, faults);
  const server = new Server(secured && { interceptors: [takingIn(secured)] });
  const { StreamsService: streams } = v1;
  server.addService(streams, { read: reading.read, batchAppend: appending.batchAppend });
  server.addService(features.ServerFeaturesService, {
    getSupportedMethods: (_: ServerUnaryCall<unknown, SupportedMethods>, answer: sendUnaryData<SupportedMethods>) => answer(null, methods(appendsRecords)),
  });
  if (appendsRecords) server.addService(v2.StreamsServiceService, { appendRecords: appending.appendRecords });
  const wanted = before ? new URL(before.url.replace('kurrentdb:', 'http:')).port : '0';
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${wanted}`, secured ? overTls(secured) : ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  if (!before) events.recordAnothers('$settings');
  const at = secured ? `${secured.username}:${secured.password}@127.0.0.1:${port}?tls=true` : `127.0.0.1:${port}?tls=false`;
  return { url: `kurrentdb://${at}&discoveryInterval=${TRIES_EVERY_MS}`, events, faults, reading, stop: () => server.forceShutdown() };
};

const overTls = ({ certificate }: Secured): ServerCredentials => {
  const both = readFileSync(certificate);
  return ServerCredentials.createSsl(null, [{ private_key: both, cert_chain: both }]);
};

const methods = (appendsRecords: boolean): SupportedMethods => {
  const found = new supported.SupportedMethods().setEventStoreServerVersion(appendsRecords ? '26.1.0' : '24.10.0');
  const { read, batchAppend } = v1.StreamsService;
  const all = [read, batchAppend, ...(appendsRecords ? [v2.StreamsServiceService.appendRecords] : [])];
  for (const { path } of all) {
    const [, service = '', method = ''] = path.split('/');
    found.addMethods(new supported.SupportedMethod().setServiceName(service.toLowerCase()).setMethodName(method.toLowerCase()));
  }
  return found;
};
