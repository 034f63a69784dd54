import { describe, expect, it } from '@jest/globals';
import { connectionOf, placeIn } from './connection.ts';

describe('the URL of a KurrentDB', () => {
  it('asks the leader and takes no refusal for a success, whatever it says', () => {
    const url = connectionOf('kurrentdb+discover://db:2113?node-preference=follower&Throw_On-AppendFailure=false&tls=false', 'all services');
    expect(url).toBe('kurrentdb+discover://db:2113?nodePreference=leader&tls=false&connectionName=patto%20all%20services');
  });

  it('keeps a name of its own', () => {
    expect(connectionOf('kurrentdb://db?connectionName=ours', 'tests')).toBe('kurrentdb://db?nodePreference=leader&connectionName=ours');
  });

  it('is told without its user and its options', () => {
    expect(placeIn('kurrentdb://admin:secret@db:2113?tls=false')).toBe('kurrentdb://db:2113');
    expect(placeIn('kurrentdb://admin:se?cret@db:2113')).toBe('kurrentdb://db:2113');
    expect(placeIn('kurrentdb+discover://admin:se@cret@one:2113,two:2113')).toBe('kurrentdb+discover://one:2113,two:2113');
  });
});
