import { OF_ANY, OF_EACH, type Rule } from './rules.ts';

/** Where a service listens, unless the environment of the gateway says otherwise: the port that `patto serve` takes by itself. */
const FIRST_PORT = 8081;

const upstream = (rules: readonly Rule[], service: string): string =>
  `{$PATTO_${service.toUpperCase()}:127.0.0.1:${FIRST_PORT + rules.findIndex((rule) => rule.service === service)}}`;

const block = (name: string, matcher: string, to: string, stripped?: string): string =>
  [`@${name} ${matcher}`, `handle @${name} {`, ...(stripped ? [`\turi strip_prefix ${stripped}`] : []), `\treverse_proxy ${to}`, '}', ''].join('\n');

const byPath = (patterns: readonly string[]): string => `path ${patterns.join(' \\\n\t')}`;

/** The part of a Caddyfile that gives each address to its service. */
export const caddyRoutes = (rules: readonly Rule[]): string => {
  const [anyone] = rules;
  return [
    '# Written by `npm run gateway` from what the services declare; a test holds it to that.',
    '',
    ...rules.map(({ service, patterns }) => block(service, byPath(patterns), upstream(rules, service))),
    ...rules.flatMap(({ service, expressions }) =>
      expressions.map((expression, index) => block(`${service}-${index + 1}`, `path_regexp ${expression}`, upstream(rules, service))),
    ),
    ...rules.map(({ service }) => {
      const prefix = `/services/${service}`;
      return block(`about-${service}`, byPath(OF_EACH.map((path) => prefix + path)), upstream(rules, service), prefix);
    }),
    block('known-to-all', byPath(OF_ANY), upstream(rules, anyone?.service ?? '')),
  ].join('\n');
};
