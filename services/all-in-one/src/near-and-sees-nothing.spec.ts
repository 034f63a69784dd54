import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEVELOPMENT_ISSUER, openDevelopmentIssuer } from '@patto/access';
import type { Story } from './story/index.ts';
import { NEAR } from './testing/near-people.ts';
import { SLOW_START_MS, toldOverTheNetwork } from './testing/told-story.ts';

/** What only Maria, her delegate in scope and those who care for her read: her name, her words, and what was written of her. */
const TELLING = [
  'Never came',
  'Costa',
  '1945-04-12',
  'Since the fall',
  'Thursday market',
  'every morning',
  'on the stairs',
  'cheese stall',
  'My nephew',
  'Stealing sweets',
];
const A_YEAR_MS = 365 * 86_400_000;

describe('somebody who is near to Maria, or to the child Nino, and has no basis', () => {
  const told = toldOverTheNetwork();
  let story: Story;
  const ids = { nino: '', need: '', ninosNeed: '', charge: '', link: '' };
  const tokens: Record<string, string> = {};
  let paths: readonly string[] = [];

  const does = async (as: string, path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}) => {
    const came = await told.send({ method: 'POST', path: `/api/v1${path}`, as, body, headers });
    if (came.status >= 300) throw new Error(`${path}: ${JSON.stringify(came.body)}`);
    await told.started.idle();
    return came.body;
  };
  const until = () => new Date(Date.now() + A_YEAR_MS).toISOString();

  beforeAll(async () => {
    story = await told.begin();
    const { maria, comune, passi, filo, asl, referral, plan } = story;
    const register = async (login: string, given: string, capacity = 'adult') => {
      const { id } = await does('sara', '/persons', { area: 'valcurta', capacity, name: { given, family: 'Rossi' }, birthDate: '1980-01-01' });
      if (capacity === 'adult') await does(login, '/login-links', { code: (await does('sara', `/persons/${id}/login-codes`)).secret });
      return id;
    };
    const affiliate = (organisation: string, login: string, role: string) =>
      does('administrator', `/organisations/${organisation}/affiliations`, {
        name: login,
        login: { issuer: DEVELOPMENT_ISSUER, subject: login },
        roles: [role],
      });
    const { id: ugo } = await affiliate(comune, 'ugo', 'operator');
    await does('administrator', `/affiliations/${ugo}/end`, { reason: 'left' });
    await affiliate(filo, 'ada', 'administrator');
    await affiliate(filo, 'program', 'partner-system');
    await affiliate(passi, 'vera', 'operator');
    await affiliate(asl, 'bruno', 'auditor');
    const { id: altrove } = await does('administrator', '/organisations', { name: 'Comune di Altrove', sector: 'public-body', identifiers: [] });
    await affiliate(altrove, 'dora', 'coordinator');
    const { id: moved } = await affiliate(comune, 'mirko', 'operator');
    await does('administrator', `/affiliations/${moved}/roles`, { roles: ['auditor'] }, { 'if-match': '"1"' });

    const [rosa, carla, tino, father] = [
      await register('rosa', 'Rosa'),
      await register('carla', 'Carla'),
      await register('tino', 'Tino'),
      await register('gino', 'Gino'),
    ];
    await register('eva', 'Eva');
    ids.nino = await register('', 'Nino', 'minor');
    const need = { category: 'school', area: 'valcurta', desk: comune, words: 'Stealing sweets.' };
    ids.ninosNeed = (await does('sara', `/persons/${ids.nino}/needs`, need)).id;
    await does('sara', '/charges', { person: ids.nino, need: ids.ninosNeed });
    const responsible = { basis: 'parental-responsibility', exercise: 'instead', acts: ['report-need', 'consent'], until: until() };
    await does('sara', `/persons/${ids.nino}/delegates`, { ...responsible, delegate: rosa });
    await does('sara', `/persons/${ids.nino}/delegates`, { ...responsible, delegate: father });
    await does('sara', `/persons/${ids.nino}/delegates/${father}/revocation`);

    await does('maria', `/persons/${maria}/supporters`, { supporter: carla });
    await does('maria', `/persons/${maria}/supporters`, { supporter: tino });
    await does('tino', `/persons/${maria}/support/acceptance`, { limits: 'By phone.' });
    await does('tino', `/persons/${maria}/support/withdrawal`, { reason: 'No time.' });
    await does('maria', `/persons/${maria}/delegates/${story.anna}/revocation`);
    ids.need = (await told.shown('maria', `/persons/${maria}/needs`)).items[0].id;
    ids.charge = (await told.shown('maria', `/persons/${maria}/charges`)).items[0].id;
    const { secret } = await does('sara', `/referrals/${referral}/links`);
    ids.link = String(secret);
    const link = (await told.shown('sara', `/referrals/${referral}/history`)).items.at(-1).facts.link;
    await does('sara', `/referrals/${referral}/links/${link}/recall`);

    const { deliveredAt: happenedAt } = await told.shown('maria', `/deliveries/${story.ride}`);
    const ride = { person: maria, referral: story.rides, attendance: 'attended', where: 'outdoors', happenedAt };
    const contested = (await does('giulia', '/deliveries', ride)).id;
    await does('maria', `/deliveries/${contested}/contestation`, { reason: 'not-done', words: 'Never came.' });
    const event = (await told.shown('sara', `/plans/${plan}/history`)).items[0].id;
    const parts = {
      persons: ['', '/history', '/network', '/needs', '/charges', '/consents', '/retention', '/accesses'],
      plans: ['', '/history', '/choices', '/commitments', '/excerpt'],
    };
    const lists = [
      'plans',
      'referrals',
      'assessments',
      'awaited-acts',
      'charges',
      'obligations',
      'overdue',
      'work-queue',
      'work',
      'needs',
      'emergency-accesses',
      'audits',
      'commitments',
      'excerpts',
      'untaken-offers',
      'orphan-intervals',
    ];
    paths = [
      ...[maria, ids.nino].flatMap((person) => parts.persons.map((part) => `/persons/${person}${part}`)),
      ...parts.plans.map((part) => `/plans/${plan}${part}`),
      ...[referral, story.rides].flatMap((one) => ['', '/history', '/fhir', '/deliveries'].map((part) => `/referrals/${one}${part}`)),
      ...[`/needs/${ids.need}`, `/needs/${ids.ninosNeed}`, `/charges/${ids.charge}`, `/charges/${ids.charge}/history`],
      ...[
        `/assessments/${story.assessment}`,
        `/assessments/${story.assessment}/history`,
        `/consents/${story.consent}`,
        `/deliveries/${story.ride}`,
        `/deliveries/${contested}`,
      ],
      ...[`/audits/${story.audit}`, `/audits/${story.audit}/events`, `/events/${event}/authority`, '/ledger/tile/entries/000', '/ledger/tile/entries/000.p/10'],
      ...lists.map((list) => `/${list}`),
      ...['', '&format=csv'].flatMap((more) => [`/obligations?subject=${maria}${more}`, `/referrals?person=${maria}${more}`]),
    ];
    const { environment } = told.place;
    const issuer = openDevelopmentIssuer({ folder: environment.PATTO_KEYS, audience: 'patto' });
    for (const login of ['sara', 'maria', ...NEAR.flatMap(({ login }) => login ?? [])]) tokens[login] = await issuer.issueToken({ login });
  }, SLOW_START_MS);
  afterAll(() => told.end());

  it.each(NEAR)('sees nothing of either: $who', async ({ login = '', holding, actingFor, isAnswered, ownWords }) => {
    const authorization = `Bearer ${holding ? { link: ids.link, nothing: 'nothing' }[holding] : tokens[login]}`;
    const answered: string[] = [];
    for (const path of paths) {
      for (const accept of ['application/json', 'text/csv']) {
        const headers = { authorization, accept, ...(actingFor && { 'patto-acting-for': { maria: story.maria, nino: ids.nino }[actingFor] }) };
        const response = await fetch(`${told.place.url}/api/v1${path}`, { headers });
        const text = await response.text();
        const telling = TELLING.filter((word) => word !== ownWords && text.includes(word));
        expect({ path, accept, telling, isOurs: response.status < 500 }).toEqual({ path, accept, telling: [], isOurs: true });
        if (response.status === 200 && accept === 'application/json' && !/^{"items":\[\]/.test(text)) answered.push(path);
      }
    }
    expect(answered.filter((path) => !isAnswered?.test(path))).toEqual([]);
  });

  it('would be seen, if it were shown: by those who may', async () => {
    const seen = async (login: string) => {
      const headers = { authorization: `Bearer ${tokens[login]}` };
      const texts = await Promise.all(paths.map(async (path) => (await fetch(`${told.place.url}/api/v1${path}`, { headers })).text()));
      return TELLING.filter((word) => texts.join().includes(word));
    };
    expect(new Set([...(await seen('sara')), ...(await seen('maria'))])).toEqual(new Set(TELLING));
  });
});
