/**
 * Which test files one process runs where the whole is shared by several (`--shard=1/2`). Jest's own way goes by names alone, and one of them would wait
 * long for the other: here the slow files are given first, each to whoever has least so far.
 */
const path = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/** Seconds of the files that take long, measured on two cores. One that is missing or wrong only makes the shares less even. */
const SECONDS = {
  'tools/four-processes/kills.spec.ts': 73,
  'libs/read-models/src/mongo/documents.spec.ts': 16,
  'libs/read-models/src/mongo/broken-pages.spec.ts': 12,
  'services/cli/src/up.spec.ts': 58,
  'tools/four-processes/story.spec.ts': 52,
  'tools/four-processes/starting.spec.ts': 50,
  'services/cli/src/refused-engines.spec.ts': 50,
  'libs/event-store/src/kurrentdb/checked-guards.spec.ts': 45,
  'libs/event-store/src/kurrentdb/kurrent-log.spec.ts': 45,
  'services/cli/src/erasure.spec.ts': 44,
  'libs/messaging/src/kafka/bus.spec.ts': 42,
  'libs/event-store/src/kurrentdb/faults.spec.ts': 34,
  'services/cli/src/move/move.spec.ts': 34,
  'libs/messaging/src/kafka/outages.spec.ts': 33,
  'libs/messaging/src/kafka/topics.spec.ts': 25,
  'tools/cross-check/litewitness.spec.ts': 31,
  'services/all-in-one/src/standing-by.spec.ts': 37,
  'libs/event-store/src/postgres/postgres-log.spec.ts': 23,
  'libs/event-store/src/faults/power-loss.spec.ts': 21,
  'libs/event-store/src/postgres/stuck.spec.ts': 21,
  'services/all-in-one/src/web.spec.ts': 20,
  'services/cli/src/replay-all.spec.ts': 20,
  'tools/revocation/revocation.spec.ts': 16,
  'libs/privacy/src/postgres/postgres-keyring.spec.ts': 15,
  'tools/generate/new-command.spec.ts': 15,
  'tools/deployment/read-by-docker.spec.ts': 18,
  'tools/simulation/sequences.spec.ts': 15,
  'services/cli/src/up-witnesses.spec.ts': 14,
  'tools/simulation/simulation.spec.ts': 13,
  'libs/read-models/src/mongo/secured.spec.ts': 12,
};
const ORDINARY_SECONDS = 3;

class Shares extends Sequencer {
  static SECONDS = SECONDS;

  shard(tests, { shardIndex, shardCount }) {
    const secondsOf = ({ path: file, context }) => SECONDS[path.relative(context.config.rootDir, file).replaceAll('\\', '/')] ?? ORDINARY_SECONDS;
    const shares = Array.from({ length: shardCount }, () => ({ seconds: 0, tests: [] }));
    for (const test of tests.toSorted((a, b) => secondsOf(b) - secondsOf(a) || (a.path < b.path ? -1 : 1))) {
      const least = shares.reduce((one, other) => (other.seconds < one.seconds ? other : one));
      least.seconds += secondsOf(test);
      least.tests.push(test);
    }
    return shares[shardIndex - 1].tests;
  }
}

module.exports = Shares;
