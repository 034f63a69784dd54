import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { accessSync, constants } from 'node:fs';
import { isIP } from 'node:net';
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
    refuseUnusableTls(url);
    const [client, following] = [service, `${service} follows`].map((name) => KurrentDBClient.connectionString(connectionOf(url, name)));
    return [client, following] as [KurrentDBClient, KurrentDBClient];
  } catch (error) {
    if (error instanceof KurrentUnusable) throw error;
    // Without its cause, which holds the URL.
    throw new KurrentUnusable('KurrentDB’s client cannot read its URL. It is kurrentdb://user:password@host:2113, with options of the client as ?tls=false.');
  }
};

/** The client would say of such a file only that it cannot read the URL, and of an address only that it is away when it first records. */
const refuseUnusableTls = (url: string): void => {
  if (optionIn(url, 'tls') !== 'false' && serversIn(url).some(({ host }) => isIP(host) !== 0)) {
    throw new KurrentUnusable('KurrentDB’s client goes over TLS to a host by its name only. Name it in the URL as its certificate does, or say tls=false.');
  }
  const file = optionIn(url, 'tlscafile');
  if (file === undefined) return;
  try {
    accessSync(file, constants.R_OK);
  } catch {
    throw new KurrentUnusable(`${file}, which \`tlsCaFile\` names, cannot be read.`);
  }
};

/** The client goes there where the URL says no port. */
const CLIENTS_PORT = 2113;

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

/** What the URL says of an option, whose name is given in small letters; undefined where it says nothing. */
export const optionIn = (url: string, option: string): string | undefined => {
  const pair = (url.split('?')[1] ?? '').split('&').find((one) => keyOf(one) === option);
  return pair === undefined ? undefined : decodeURIComponent(pair.slice(pair.indexOf('=') + 1));
};

/** The servers of an URL that the client can read. */
export const serversIn = (url: string): readonly { readonly host: string; readonly port: number }[] => {
  const servers = placeIn(url)
    .replace(/^.*\/\//, '')
    .replace(/\/.*$/, '')
    .split(',');
  return servers.map((server) => {
    const { hostname, port } = new URL(`tcp://${server}`);
    return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || CLIENTS_PORT) };
  });
};

/** Where a server is, without its user: whatever is before the last `@` may be of a password. */
export const placeIn = (url: string): string => url.replace(/\/\/.*@/, '//').split('?')[0] ?? '';
