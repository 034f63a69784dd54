/**
 * Who may import what: the table of docs/architecture.md, a rule for each of its rows.
 * tools/rules/rules.spec.ts breaks each of them on purpose.
 */

const SPEC = '\\.spec\\.ts$';
const FOR_TESTS = [SPEC, '/conformance(\\.ts$|/)', '/testing/', '/trials/'];
const DECLARING = 'class-validator|class-transformer';

const lib = (names) => `^libs/(?:${names})/`;
const npm = (names) => `(?:^|/)node_modules/(?:${names})(?:/|$)`;

/** Everything from `from` that does not go to one of `may` is an error. */
const only = (name, from, may, { builtIns, comment, pathNot = FOR_TESTS }) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot },
  to: { pathNot: may, ...(builtIns ? { dependencyTypesNot: ['core'] } : {}) },
});

/** Each library: what it may import of ours, the drivers and packages that are its own, and whether Node's built-ins are its business. */
const LIBRARIES = [
  { name: 'contracts', ours: [], packages: `${DECLARING}|reflect-metadata`, builtIns: false },
  { name: 'postgres', ours: [], packages: 'pg', builtIns: true },
  { name: 'event-store', ours: ['contracts', 'postgres'], packages: `${DECLARING}|@kurrent/kurrentdb-client`, builtIns: true },
  { name: 'read-models', ours: ['contracts'], packages: `${DECLARING}|mongoose`, builtIns: true },
  { name: 'privacy', ours: ['contracts', 'postgres'], packages: DECLARING, builtIns: true },
  { name: 'messaging', ours: ['contracts', 'event-store'], packages: `${DECLARING}|kafkajs`, builtIns: true },
  { name: 'audit-ledger', ours: [], packages: undefined, builtIns: true },
  { name: 'access', ours: ['contracts', 'event-store', 'read-models', 'privacy'], packages: `${DECLARING}|jose|@casl/ability`, builtIns: true },
  { name: 'service-kit', ours: ['(?!testing/)[^/]+'], packages: '.+', builtIns: true },
  { name: 'testing', ours: ['[^/]+'], packages: '.+', builtIns: true },
];

const libraries = LIBRARIES.map(({ name, ours, packages, builtIns }) =>
  only(name, lib(name), [lib([name, ...ours].join('|')), ...(packages ? [npm(packages)] : [])], { builtIns, pathNot: name === 'testing' ? SPEC : FOR_TESTS }),
);

/** The services of the domain; all-in-one, cli and console have rules of their own. */
const DOMAIN = '(?!all-in-one/|cli/|console/)[^/]+';
/** A folder of a service is an aggregate's unless it answers questions, reacts, or (in accountability) keeps the ledger. */
const AGGREGATE = `^(services/${DOMAIN}/src/(?!(?:read|react|ledger)/)[^/]+)/`;
const AROUND = `^services/(${DOMAIN})/src/(?:read|react|ledger)/`;
const EDGE = `^services/(${DOMAIN})/src/[^/]+\\.ts$`;

const services = [
  only('aggregate', AGGREGATE, ['^$1/', lib('contracts'), '^libs/event-store/src/pure/', '^libs/access/src/pure\\.ts$', npm(DECLARING)], {
    comment: 'A decision is a plain function: no clock, no id, no framework, no other aggregate.',
    builtIns: false,
  }),
  only('read-and-react', AROUND, ['^services/$1/src/[^/]+/', lib('(?!testing/)[^/]+'), npm(`${DECLARING}|fflate`)], {
    comment: 'Questions and reactions know aggregates and libraries; never Nest, never another service.',
    builtIns: true,
  }),
  only('controllers-and-index', EDGE, ['^services/$1/src/', lib('service-kit'), npm('@nestjs/.+')], {
    comment: 'A controller translates, an index lists, a main runs: all that they need is their service, service-kit and Nest.',
    builtIns: false,
  }),
  only('all-in-one', '^services/all-in-one/', ['^services/(?!cli/|console/)', lib('(?!testing/)[^/]+'), npm('pino')], {
    comment: 'It composes: services, and what a deployment begins with. See docs/decisions/all-in-one-composes-from-libraries.md.',
    builtIns: true,
  }),
  only(
    'cli',
    '^services/cli/(?!src/dev-servers/)',
    ['^services/(?:cli|all-in-one)/', lib('service-kit|audit-ledger|contracts'), npm('commander|csv-parse|@streamparser/json|fflate')],
    {
      builtIns: true,
    },
  ),
  only('dev-servers', '^services/cli/src/dev-servers/', ['^services/(?:cli|all-in-one)/', '^libs/testing/src/engines\\.ts$'], {
    comment: 'Whoever develops gets the servers that the tests start.',
    builtIns: true,
  }),
  only('verifier', '^services/cli/src/verify/', ['^services/cli/src/verify/', npm('fflate')], {
    comment: 'The verifier shares no code with the ledger: whoever doubts us runs it, so it rests on Node, and on a library that opens ZIP archives.',
    builtIns: true,
  }),
  only('console', '^services/console/', ['^services/console/', lib('contracts')], { builtIns: false }),
];

const everywhere = [
  {
    name: 'testing-is-for-specs',
    comment: 'What serves tests is in no program but the one that starts servers for those who develop.',
    severity: 'error',
    from: { pathNot: [...FOR_TESTS, lib('testing'), '^services/cli/src/dev-servers/'] },
    to: { path: lib('testing') },
  },
  {
    name: 'libraries-know-no-service',
    severity: 'error',
    from: { path: '^libs/' },
    to: { path: '^services/' },
  },
  {
    name: 'by-name-across-packages',
    comment: 'Another package is imported by its name, so that its package.json says what it shows.',
    severity: 'error',
    from: { path: '^((?:libs|services)/[^/]+)/' },
    to: { path: '^(?:libs|services)/', pathNot: '^$1/', dependencyTypes: ['local'] },
  },
  {
    name: 'no-circle',
    comment: 'Two files that need each other are one file, or a third is missing.',
    severity: 'error',
    from: { path: '^(?:libs|services)/' },
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  { name: 'resolvable', severity: 'error', from: { path: '^(?:libs|services)/' }, to: { couldNotResolve: true } },
];

module.exports = {
  forbidden: [...libraries, ...services, ...everywhere],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: `${__dirname}/tsconfig.base.json` },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'node', 'import', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
