export { type FakeOptions, type FakeServer, startFake } from './kurrentdb/fake-server.ts';
