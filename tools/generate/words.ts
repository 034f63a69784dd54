/** The words of a new command, in all the ways in which the code writes them. */
export interface Words {
  readonly service: string;
  /** The folder of the aggregate. */
  readonly aggregate: string;
  /** `sign-plan`, as in the file's name and the path. */
  readonly kebab: string;
  /** `SignPlan` */
  readonly command: string;
  /** `signPlan` */
  readonly decision: string;
  /** `PlanSigned` */
  readonly event: string;
}

const KEBAB = /^[a-z]+(-[a-z]+)+$/;
const PASCAL = /^([A-Z][a-z]+){2,}$/;
const IRREGULAR: Readonly<Record<string, string>> = {
  begin: 'begun',
  choose: 'chosen',
  give: 'given',
  hold: 'held',
  make: 'made',
  put: 'put',
  send: 'sent',
  set: 'set',
  speak: 'spoken',
  take: 'taken',
  tell: 'told',
  withdraw: 'withdrawn',
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const past = (verb: string): string => {
  if (IRREGULAR[verb]) return IRREGULAR[verb];
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`;
  return verb.endsWith('e') ? `${verb}d` : `${verb}ed`;
};

/** The words of `persons plan sign-plan [PlanSigned]`. @throws Error that says how to call it */
export const wordsOf = ([service = '', aggregate = '', kebab = '', named = '']: readonly string[]): Words => {
  if (!service || !aggregate || !KEBAB.test(kebab) || (named && !PASCAL.test(named))) {
    throw new Error(
      'Call it as: npm run new:command -- <service> <aggregate folder> <verb-noun> [EventNameInThePast]\n  as in: npm run new:command -- persons plan sign-plan PlanSigned',
    );
  }
  const [verb = '', ...noun] = kebab.split('-');
  const command = kebab.split('-').map(capital).join('');
  const event = named || noun.map(capital).join('') + capital(past(verb));
  return { service, aggregate, kebab, command, decision: command.charAt(0).toLowerCase() + command.slice(1), event };
};
