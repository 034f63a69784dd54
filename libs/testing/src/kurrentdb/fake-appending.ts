import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { AppendRecordsRequest, AppendRecordsResponse } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb.js';
import records from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb.js';
import { type sendUnaryData, type ServerDuplexStream, type ServerUnaryCall, status } from '@grpc/grpc-js';
import { ANY, type FakeCheck, type FakeEvents, type FakeRecord } from './fake-events.ts';
import type { Faults } from './fake-faults.ts';
import { failure, identifier, violated, wrongVersion } from './fake-messages.ts';

/** One batch for one stream, until its last part has come. */
interface Batch {
  readonly stream: string;
  readonly expected: number;
  readonly records: FakeRecord[];
}

/** How the fake answers those who append: batches for one stream each over one long call, or records for several streams at once. */
export class FakeAppending {
  readonly #events: FakeEvents;
  readonly #faults: Faults;

  constructor(events: FakeEvents, faults: Faults) {
    this.#events = events;
    this.#faults = faults;
  }

  batchAppend = (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void => {
    const batches = new Map<string, Batch>();
    call.on('data', (part: BatchAppendReq) => {
      const correlation = part.getCorrelationId()?.toObject().string ?? '';
      const uuid = part.getCorrelationId();
      const batch = batches.get(correlation) ?? begun(part);
      batches.set(correlation, batch);
      for (const message of part.getProposedMessagesList()) {
        batch.records.push({
          stream: batch.stream,
          id: message.getId()?.getString() ?? '',
          type: message.getMetadataMap().get('type') ?? '',
          data: message.getData_asU8(),
        });
      }
      if (!part.getIsFinal()) return;
      batches.delete(correlation);
      const answer = this.#recorded(batch);
      if (answer === 'unavailable') call.emit('error', failure(status.UNAVAILABLE, 'The server is unavailable.'));
      else if (answer) call.write(answer.setCorrelationId(uuid));
    });
    call.on('end', () => call.end());
  };

  appendRecords = ({ request }: ServerUnaryCall<AppendRecordsRequest, AppendRecordsResponse>, answer: sendUnaryData<AppendRecordsResponse>): void => {
    if (request.getRecordsList().length === 0) answer(failure(status.INVALID_ARGUMENT, 'There are no records.'));
    else this.#recordAll(request, answer);
  };

  #recordAll(request: AppendRecordsRequest, answer: sendUnaryData<AppendRecordsResponse>): void {
    const fault = this.#faults.next('appendRecords');
    const refusal = fault === 'unavailable' || fault === 'silent' ? undefined : this.#events.append(recordsIn(request), checksIn(request));
    if (fault?.endsWith('unavailable')) answer(failure(status.UNAVAILABLE, 'The server is unavailable.'));
    else if (fault) return;
    else if (refusal) answer(violated(refusal));
    else answer(null, this.#answerTo(request));
  }

  #answerTo(request: AppendRecordsRequest): AppendRecordsResponse {
    const response = new records.AppendRecordsResponse().setPosition(String(this.#events.all.at(-1)?.prepare ?? 0));
    for (const stream of new Set(recordsIn(request).map((record) => record.stream))) {
      response.addRevisions(new records.StreamRevision().setStream(stream).setRevision(String(this.#events.stream(stream).length - 1)));
    }
    return response;
  }

  #recorded(batch: Batch): BatchAppendResp | 'unavailable' | undefined {
    const fault = this.#faults.next('batchAppend');
    if (fault === 'unavailable') return 'unavailable';
    if (fault === 'silent') return undefined;
    const refusal = this.#events.append(batch.records, [{ stream: batch.stream, expected: batch.expected }]);
    if (fault === 'done, then unavailable') return 'unavailable';
    if (fault) return undefined;
    const response = new streams.BatchAppendResp().setStreamIdentifier(identifier(batch.stream));
    if (refusal) return response.setError(wrongVersion(refusal));
    const last = this.#events.stream(batch.stream).at(-1);
    const success = new streams.BatchAppendResp.Success().setCurrentRevision(String(last?.revision ?? 0));
    success.setPosition(new shared.AllStreamPosition().setCommitPosition(String(last?.commit ?? 0)).setPreparePosition(String(last?.prepare ?? 0)));
    return response.setSuccess(success);
  }
}

const recordsIn = (request: AppendRecordsRequest): FakeRecord[] =>
  request.getRecordsList().map((record) => ({
    stream: record.getStream(),
    id: record.getRecordId() ?? '',
    type: record.getSchema()?.getName() ?? '',
    data: record.getData_asU8(),
  }));

const checksIn = (request: AppendRecordsRequest): FakeCheck[] =>
  request.getChecksList().flatMap((check) => {
    const state = check.getStreamState();
    return state ? [{ stream: state.getStream(), expected: Number(state.getExpectedState()) }] : [];
  });

const begun = (part: BatchAppendReq): Batch => {
  const options = part.getOptions();
  const stream = Buffer.from(options?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
  if (options?.hasNoStream()) return { stream, expected: -1, records: [] };
  return { stream, expected: options?.hasStreamPosition() ? Number(options.getStreamPosition()) : ANY, records: [] };
};
