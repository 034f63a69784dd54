import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { KurrentUnusable } from './unusable.ts';

/** What the client takes after the `?`, in any case, with or without strokes. Another one it would show with the whole URL, password and all. */
const OPTIONS = [
  ...['connectionname', 'defaultdeadline', 'discoveryinterval', 'gossiptimeout', 'keepaliveinterval', 'keepalivetimeout', 'maxdiscoverattempts'],
  ...['tls', 'tlscafile', 'tlsverifycert', 'usercertfile', 'userkeyfile'],
];

/**
 * Two connections: the client closes the channel of all its calls when one of them is dropped, so appends do not share theirs with what is followed.
 * @throws KurrentUnusable where the client cannot read the URL
 */
export const clientsFor = (url: string, service: string): readonly [KurrentDBClient, KurrentDBClient] => {
  try {
    const [client, following] = [service, `${service} follows`].map((name) => KurrentDBClient.connectionString(connectionOf(url, name)));
    return [client, following] as [KurrentDBClient, KurrentDBClient];
  } catch (error) {
    if (error instanceof KurrentUnusable) throw error;
    // Without its cause, which holds the URL.
    throw new KurrentUnusable('KurrentDB’s client cannot read its URL. It is kurrentdb://user:password@host:2113, with options of the client as ?tls=false.');
  }
};

/** What an URL cannot choose: a refused append is no success, and a node that is behind its leader would answer with authority that has ended. */
const OURS = ['throwonappendfailure', 'nodepreference'];

/** The URL with our name and our choices. @throws KurrentUnusable where the client would not know an option */
export const connectionOf = (url: string, service: string): string => {
  const [server = '', query = ''] = url.split('?');
  const given = query.split('&').filter((pair) => pair !== '' && !OURS.includes(keyOf(pair)));
  const unknown = given.find((pair) => !OPTIONS.includes(keyOf(pair)));
  if (unknown !== undefined) throw new KurrentUnusable(`KurrentDB’s client has no option ${unknown.split('=')[0]}. Take it out of the URL.`);
  const named = given.some((pair) => keyOf(pair) === 'connectionname') ? [] : [`connectionName=${encodeURIComponent(`patto ${service}`)}`];
  return `${server}?${['nodePreference=leader', ...given, ...named].join('&')}`;
};

const keyOf = (pair: string): string => (pair.split('=')[0] ?? '').toLowerCase().replaceAll(/[_-]/g, '');

/** Where a server is, without its user: whatever is before the last `@` may be of a password. */
export const placeIn = (url: string): string => url.replace(/\/\/.*@/, '//').split('?')[0] ?? '';
