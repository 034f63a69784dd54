import { rootRoutesOf, routesOf, type Service } from '@patto/service-kit';

/** Which addresses a gateway gives to which service. */
export interface Rule {
  readonly service: string;
  /** In the patterns of Caddy's `path`: a single `*` at the end takes anything, any other one segment. */
  readonly patterns: readonly string[];
  /** Regular expressions, for what `path` cannot say: one segment at the end and no more. */
  readonly expressions: readonly string[];
}

/** What every service answers at its root about itself; behind one host it is reached under `/services/<name>`. */
export const OF_EACH = ['/livez', '/readyz', '/status', '/openapi.json', '/docs', '/docs/*'];

/** What any service answers alike, since all of them know all codes and schemas. */
export const OF_ANY = ['/problems/*', '/schemas/*'];

const BASE = '/api/v1/';

/** An address as a pattern: a parameter or a wildcard is a `*`. */
const patternOf = (path: string): string => path.replace(/:\w+/g, '*');

const endsOpen = (pattern: string): boolean => pattern.indexOf('*') === pattern.length - 1;

/** Where the part ends that decides whose an address is, if one service has all below it. */
const headOf = (path: string): string => {
  const base = path.startsWith(BASE) ? BASE : '/';
  return base + (path.slice(base.length).split('/')[0] as string);
};

/** All addresses of services, by the service. */
export const addressesOf = (services: readonly Service[]): readonly { readonly service: string; readonly path: string }[] =>
  services.flatMap(({ name, controllers, rootControllers = [] }) =>
    [...controllers.flatMap(routesOf), ...rootControllers.flatMap(rootRoutesOf)].map(({ path }) => ({ service: name, path })),
  );

/**
 * A rule for each service. Where all addresses that begin alike are one service's, the beginning says so; where several have some, as under
 * `/persons`, each address stands by itself.
 */
export const rulesOf = (services: readonly Service[]): readonly Rule[] => {
  const owners = new Map<string, Set<string>>();
  const addresses = addressesOf(services);
  for (const { service, path } of addresses) owners.set(headOf(path), (owners.get(headOf(path)) ?? new Set()).add(service));
  const isWhole = (path: string): boolean => owners.get(headOf(path))?.size === 1;
  return services.map(({ name }) => {
    const paths = addresses.filter(({ service }) => service === name).map(({ path }) => path);
    const heads = paths.filter(isWhole).flatMap((path) => [headOf(path), `${headOf(path)}/*`]);
    const others = paths.filter((path) => !isWhole(path)).map(patternOf);
    return {
      service: name,
      patterns: [...new Set([...heads, ...others.filter((pattern) => !endsOpen(pattern))])].sort(),
      expressions: [...new Set(others.filter(endsOpen))].sort().map((pattern) => `^${pattern.replace('*', '[^/]+')}$`),
    };
  });
};

/** Whether a pattern takes an address, as Caddy's `path` has it. */
export const takes = (pattern: string, address: string): boolean => {
  if (endsOpen(pattern)) return address.startsWith(pattern.slice(0, -1));
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}$`).test(address);
};
