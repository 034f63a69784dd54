/** The server cannot be used as it is; the message says why and what to do about it. */
export class KurrentUnusable extends Error {
  override readonly name = 'KurrentUnusable';
}

/** The URL with our name, and without the option that makes the client answer a refused append as a success. */
export const connectionOf = (url: string, service: string): string => {
  const [server = '', query = ''] = url.split('?');
  const given = query.split('&').filter((pair) => pair !== '' && keyOf(pair) !== 'throwonappendfailure');
  const named = given.some((pair) => keyOf(pair) === 'connectionname') ? [] : [`connectionName=${encodeURIComponent(`patto ${service}`)}`];
  return `${server}?${[...given, ...named].join('&')}`;
};

/** The client takes its options in any case, with or without strokes. */
const keyOf = (pair: string): string => (pair.split('=')[0] ?? '').toLowerCase().replaceAll(/[_-]/g, '');

/** Where a server is, without a password. */
export const placeIn = (url: string): string => (url.split('?')[0] ?? '').replace(/\/\/[^@/]*@/, '//');
