import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import type { Status } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb.js';
import status from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb.js';
import type { ReadReq, ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import errors from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/errors_pb.js';
import { Metadata, type ServiceError, status as codes } from '@grpc/grpc-js';
import type { FakeEvent, FakeVerdict } from './fake-events.ts';

/** Stands for no place: the largest number of 64 bits. */
const NOWHERE = '18446744073709551615';
/** The server counts time in 100 ns since the year 1: this is the Unix epoch. */
const CREATED = '0';

/** An event as it is told. @param isPlaced whether its place in the log is told too */
export const eventMessage = (event: FakeEvent, isPlaced: boolean): ReadResp => {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(new shared.UUID().setString(event.id));
  recorded.setStreamIdentifier(identifier(event.stream));
  recorded.setStreamRevision(String(event.revision));
  recorded.setCommitPosition(isPlaced ? String(event.commit) : NOWHERE);
  recorded.setPreparePosition(isPlaced ? String(event.prepare) : NOWHERE);
  recorded.getMetadataMap().set('type', event.type);
  recorded.getMetadataMap().set('content-type', 'application/octet-stream');
  recorded.getMetadataMap().set('created', CREATED);
  recorded.setData(event.data);
  const read = new streams.ReadResp.ReadEvent();
  read.setEvent(recorded);
  if (isPlaced) read.setCommitPosition(String(event.commit));
  else read.setNoPosition(new shared.Empty());
  const message = new streams.ReadResp();
  message.setEvent(read);
  return message;
};

export const identifier = (stream: string) => new shared.StreamIdentifier().setStreamName(Buffer.from(stream));

export const notFoundMessage = (stream: string): ReadResp => {
  const notFound = new streams.ReadResp.StreamNotFound();
  notFound.setStreamIdentifier(identifier(stream));
  return new streams.ReadResp().setStreamNotFound(notFound);
};

/** What a subscription begins with: its confirmation, and that it has caught up, said before any event is. */
export const subscribedMessages = (last: FakeEvent | undefined): readonly ReadResp[] => {
  const confirmation = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(crypto.randomUUID());
  const checkpoint = new streams.ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(last?.commit ?? 0)).setPreparePosition(String(last?.prepare ?? 0));
  return [
    new streams.ReadResp().setConfirmation(confirmation),
    new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()),
    new streams.ReadResp().setCheckpoint(checkpoint),
  ];
};

/** Whether an event is asked for. */
export const wantedIn = (options: ReadReq.Options): ((event: FakeEvent) => boolean) => {
  const filter = options.getFilter();
  if (!filter) return () => true;
  const [byStream, byType] = [filter.getStreamIdentifier(), filter.getEventType()];
  const regex = new RegExp((byStream ?? byType)?.getRegex() ?? '');
  return ({ stream, type }) => regex.test(byStream ? stream : type);
};

/** The server's refusal of a batch for one stream. */
export const wrongVersion = ({ violations: [first] }: NonNullable<FakeVerdict>): Status => {
  const wrong = new shared.WrongExpectedVersion();
  if (first && first.actual >= 0) wrong.setCurrentStreamRevision(String(first.actual));
  if (first && first.expected >= 0) wrong.setExpectedStreamPosition(String(first.expected));
  return statusWith(codes.INVALID_ARGUMENT, 'event_store.client.WrongExpectedVersion', wrong.serializeBinary());
};

/** The server's refusal of records for several streams. */
export const violated = ({ violations }: NonNullable<FakeVerdict>): ServiceError => {
  const details = new errors.AppendConsistencyViolationErrorDetails();
  for (const { stream, expected, actual, index } of violations) {
    const state = new errors.ConsistencyViolation.StreamStateViolation();
    state.setStream(stream).setExpectedState(String(expected)).setActualState(String(actual));
    details.addViolations(new errors.ConsistencyViolation().setCheckIndex(index).setStreamState(state));
  }
  const type = 'kurrentdb.protocol.v2.streams.errors.AppendConsistencyViolationErrorDetails';
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from(statusWith(codes.FAILED_PRECONDITION, type, details.serializeBinary()).serializeBinary()));
  return failure(codes.FAILED_PRECONDITION, 'A check was violated.', metadata);
};

export const failure = (code: codes, details: string, metadata = new Metadata()): ServiceError =>
  Object.assign(new Error(details), { code, details, metadata });

/** A status with details: the members that the generated classes have no part for are written as bytes. */
const statusWith = (code: codes, type: string, details: Uint8Array): Status => {
  const any = Buffer.concat([member(1, Buffer.from(`type.googleapis.com/${type}`)), member(2, details)]);
  return status.Status.deserializeBinary(Buffer.concat([Buffer.from([8, code]), member(2, Buffer.from('refused')), member(3, any)]));
};

const member = (number: number, bytes: Uint8Array): Buffer => Buffer.concat([Buffer.from([(number << 3) | 2, ...varint(bytes.length)]), bytes]);

const varint = (value: number): number[] => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)]);
