import { fact, named } from './given.ts';

/** The people and organisations of the story, by ids that read as names in failures. */
export const maria = named('person', 1);
/** Maria's daughter. */
export const anna = named('person', 2);
/** A neighbour. */
export const piero = named('person', 3);
/** A child, whose parents are Lucia and Marco. */
export const nino = named('person', 4);
export const lucia = named('person', 5);
export const marco = named('person', 6);

export const comune = named('organisation', 1);
export const asl = named('organisation', 2);
/** A cooperative. */
export const filo = named('organisation', 3);
/** An association that drives people. */
export const passi = named('organisation', 4);

/** Another cooperative. */
export const corte = named('organisation', 5);
/** A company. */
export const brandi = named('organisation', 6);
/** The pensioners' union. */
export const spi = named('organisation', 7);

/** An organisation as it is on record. */
export const registration = (organisation: typeof comune, sector: string, registrar?: typeof comune) =>
  fact('organisation', { organisation, sector, ...(registrar && { registrar }) }, organisation);
/** The organisations of the story, each of its sector; the Comune is the founding one and registered the others. */
export const registrations = [
  registration(comune, 'public-body'),
  registration(asl, 'public-body', comune),
  ...[filo, corte, passi].map((one) => registration(one, 'third-sector', comune)),
  registration(brandi, 'company', comune),
  registration(spi, 'representative-body', comune),
];

/** A social worker of the Comune. */
export const sara = named('operator', 1);
/** Her colleague. */
export const dario = named('operator', 2);
/** A physiotherapist of the ASL. */
export const gino = named('operator', 3);
/** A coordinator of Filo. */
export const franca = named('operator', 4);
/** The welfare manager of Brandi. */
export const elena = named('operator', 5);
