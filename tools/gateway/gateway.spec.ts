import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { services } from '@patto/all-in-one';
import { addressesOf, OF_ANY, OF_EACH, takes } from './rules.ts';

const read = (path: string): string => readFileSync(new URL(`../../deploy/gateway/${path}`, import.meta.url), 'utf8');

/** What a configuration of Caddy hands on to which service: its matchers by path, as they stand there. */
const matchersIn = (text: string): readonly { readonly to: string; readonly matches: (address: string) => boolean }[] =>
  [...text.matchAll(/^\s*@([\w-]+) (path|path_regexp) ((?:.|\\\n)+)\nhandle @\1 \{\n(?:\turi .+\n)?\treverse_proxy \{\$PATTO_([A-Z]+):/gm)].map(
    ([, , kind, said = '', to = '']) => ({
      to: to.toLowerCase(),
      matches: kind === 'path' ? (address) => said.split(/[\s\\]+/).some((pattern) => takes(pattern, address)) : (address) => new RegExp(said).test(address),
    }),
  );

/** An address as a caller sends it. */
const sent = (path: string): string => path.replace(/:\w+/g, '0199a3f2-1c00-8000-8000-000000000001').replace('*', 'x001/234.p/5');

describe('the gateway before the four services', () => {
  const matchers = matchersIn(read('Caddyfile').replace('import routes.caddy', () => read('routes.caddy')));
  const upstreamsOf = (address: string) => matchers.filter(({ matches }) => matches(address)).map(({ to }) => to);

  it('gives every address to exactly one service, and that is the one that answers there: run `npm run gateway` where it does not', () => {
    const addresses = addressesOf(services);
    expect(addresses.length).toBeGreaterThan(100);
    expect(addresses.map(({ path }) => ({ path, upstreams: upstreamsOf(sent(path)) }))).toEqual(
      addresses.map(({ path, service }) => ({ path, upstreams: [service] })),
    );
  });

  it('reaches what each service tells of itself, and what all tell alike', () => {
    for (const { name } of services) {
      for (const path of OF_EACH) expect(upstreamsOf(`/services/${name}${path.replace('*', 'page.css')}`)).toEqual([name]);
    }
    for (const path of OF_ANY) expect(upstreamsOf(path.replace('*', 'not-found'))).toHaveLength(1);
  });

  it('hands on nothing that no service has', () => {
    for (const path of ['/', '/api/v1', '/api/v1/planets', '/api/v1/persons/x/horoscope', '/ledgers', '/readyz']) expect(upstreamsOf(path)).toEqual([]);
  });

  it.each([
    ['/api/v1/plans/*', '/api/v1/plans/a/b', true],
    ['/api/v1/persons/*/network', '/api/v1/persons/a/network', true],
    ['/api/v1/persons/*/network', '/api/v1/persons/a/b/network', false],
    ['/api/v1/persons', '/api/v1/persons/a', false],
  ])('reads %s as Caddy does: %s is %s', (pattern, address, is) => {
    expect(takes(pattern, address)).toBe(is);
  });
});
