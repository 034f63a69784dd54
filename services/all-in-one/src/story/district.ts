import type { Teller } from './teller.ts';

/** Where the story plays. */
export const AREA = 'valcurta';
/** What the pact asks of those who co-manage. */
export const ACCREDITATION = 'accreditation';
/** So many years the mandates and the pact of the district last. */
const LASTS_YEARS = 3;

/** The organisations of the district, by their names in the story. */
export interface District {
  readonly comune: string;
  readonly asl: string;
  readonly filo: string;
  readonly corte: string;
  readonly passi: string;
  readonly brandi: string;
  readonly spi: string;
  readonly pact: string;
}

const yearsLater = (from: Date, years: number): string =>
  new Date(Date.UTC(from.getUTCFullYear() + years, from.getUTCMonth(), from.getUTCDate())).toISOString();

/** Step 1: the organisations, who works for them, what they may do, and the pact that becomes active with its last signature. */
export const foundDistrict = async (tell: Teller, comune: string, issuer: string): Promise<District> => {
  const admin = 'administrator';
  const register = async (name: string, sector: string) => (await tell.does(admin, '/organisations', { name, sector, identifiers: [] })).id;
  const affiliate = (organisation: string, login: string, name: string, ...roles: string[]) =>
    tell.does(admin, `/organisations/${organisation}/affiliations`, { name, login: { issuer, subject: login }, roles });

  const asl = await register('ASL Valli', 'public-body');
  const filo = await register('Cooperativa Filo', 'third-sector');
  const corte = await register('Cooperativa Corte', 'third-sector');
  const passi = await register('Associazione Passi', 'third-sector');
  const brandi = await register('Brandi Srl', 'company');
  const spi = await register('SPI Valcurta', 'representative-body');

  await affiliate(comune, 'sara', 'Sara Neri', 'operator', 'coordinator');
  await affiliate(comune, 'marta', 'Marta Riva', 'auditor');
  await affiliate(asl, 'paolo', 'Paolo Serra', 'operator', 'coordinator');
  await affiliate(filo, 'chiara', 'Chiara Fontana', 'operator', 'coordinator');
  await affiliate(corte, 'luca', 'Luca Grassi', 'operator', 'coordinator');
  await affiliate(passi, 'giulia', 'Giulia Monti', 'operator', 'coordinator');
  await affiliate(brandi, 'elena', 'Elena Brandi', 'operator', 'coordinator');
  await affiliate(spi, 'renzo', 'Renzo Galli', 'operator', 'coordinator');

  await mandates(tell, { comune, asl, filo, corte });
  const pact = await signPact(tell, { comune, asl, filo, corte });
  return { comune, asl, filo, corte, passi, brandi, spi, pact };
};

type Parties = Pick<District, 'comune' | 'asl' | 'filo' | 'corte'>;

/** What law and recognition let them do, and the mandates that say so. */
const mandates = async (tell: Teller, { comune, asl, filo, corte }: Parties): Promise<void> => {
  const recognise = (organisation: string, competence: string, evidence: string) =>
    tell.does('sara', `/organisations/${organisation}/competences`, { competence, evidence });
  const grant = async (holder: string, accepts: string, competences: string[], basis: string, act: string) => {
    const period = { from: tell.now().toISOString(), until: yearsLater(tell.now(), LASTS_YEARS) };
    const mandate = await tell.does('sara', '/mandates', { holder, competences, areas: [AREA], categories: [], basis, act, ...period });
    await tell.does(accepts, `/mandates/${mandate.id}/acceptance`);
  };
  for (const competence of ['reading-needs', 'programming']) await recognise(comune, competence, 'L. 328/2000, art. 6');
  await recognise(asl, 'running-services', 'D.Lgs. 502/1992, art. 3-septies');
  await recognise(filo, 'running-services', 'Accreditation 112/2025');
  await recognise(corte, 'running-services', 'Accreditation 117/2025');
  await grant(comune, 'sara', ['reading-needs', 'programming'], 'law', 'L. 328/2000, art. 6');
  await grant(asl, 'paolo', ['running-services'], 'law', 'D.Lgs. 502/1992, art. 3-septies');
  await grant(filo, 'chiara', ['running-services'], 'statute', 'Determina 41/2026');
  await grant(corte, 'luca', ['running-services'], 'statute', 'Determina 42/2026');
};

const signPact = async (tell: Teller, { comune, asl, filo, corte }: Parties): Promise<string> => {
  for (const organisation of [asl, filo, corte]) {
    const evidence = 'Regional register of accredited providers';
    await tell.does('sara', `/organisations/${organisation}/attributes/${ACCREDITATION}/certifications`, {
      evidence,
      until: yearsLater(tell.now(), LASTS_YEARS),
    });
  }
  const pact = await tell.does('sara', '/pacts', {
    kind: 'convention',
    title: 'Care at home in Valcurta',
    signatories: [
      { organisation: comune, role: 'lead' },
      { organisation: asl, role: 'co-manager' },
      { organisation: filo, role: 'co-manager' },
      { organisation: corte, role: 'co-manager' },
    ],
    resources: [{ organisation: filo, kind: 'hours', description: 'Twenty hours a week of care at home' }],
    decisionRules: [
      { type: 'establishment', rule: 'unanimity', silence: 'nothing' },
      { type: 'capacity', rule: 'consent', days: 7, silence: 'nothing', needsAct: true },
      { type: 'closure', rule: 'unanimity', silence: 'nothing' },
    ],
    requirements: [{ attribute: ACCREDITATION, level: 'certified', roles: ['co-manager'] }],
    stepInOrder: [filo, corte],
    dataSharing: [
      { recipients: [comune, asl, filo, corte], purposes: ['care'], dataCategories: ['referral', 'assessment'], basis: 'public-task', act: 'Delibera 18/2026' },
    ],
    from: tell.now().toISOString(),
    until: yearsLater(tell.now(), LASTS_YEARS),
  });
  for (const signatory of ['sara', 'paolo', 'chiara', 'luca']) await tell.does(signatory, `/pacts/${pact.id}/signatures`);
  return pact.id;
};
