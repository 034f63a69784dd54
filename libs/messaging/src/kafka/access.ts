import { readFileSync } from 'node:fs';
import { Kafka, type KafkaConfig, type SASLOptions } from 'kafkajs';

/** How one logs in: SCRAM never shows the password to the broker, and PLAIN does. */
const MECHANISMS = ['scram-sha-512', 'scram-sha-256', 'plain'] as const;
type Mechanism = (typeof MECHANISMS)[number];

/** Where brokers are, and how one gets to them. */
export interface KafkaAccess {
  /** `host:port` of brokers to begin with. */
  readonly brokers: readonly string[];
  /** Over TLS: whose certificates count, as the path of a PEM; those that the system trusts where it is left out. */
  readonly tls?: { readonly ca?: string };
  /** Who we are to the brokers. */
  readonly login?: { readonly mechanism: Mechanism; readonly username: string; readonly password: string };
}

const URL_PARTS = /^kafka(?<tls>s?):\/\/(?:(?<username>[^:@/?]+):(?<password>[^:@/?]+)@)?(?<brokers>[^@/?]+)(?:\?(?<query>.*))?$/;
const BROKER = /^(?:[\w.-]+|\[[\da-f:]+\]):\d{1,5}$/i;

const isMechanism = (text: string): text is Mechanism => (MECHANISMS as readonly string[]).includes(text);

/**
 * What a URL says: `kafka://host:9092,host:9092`, or over TLS `kafkas://user:password@host:9093?sasl=scram-sha-512&ca=/path/of/ca.pem`; undefined where it
 * says something else. A login goes over TLS only.
 */
export const kafkaAccess = (url: string): KafkaAccess | undefined => {
  const { tls, username, password, brokers = '', query = '' } = URL_PARTS.exec(url)?.groups ?? {};
  const its = brokers.split(',');
  const { sasl, ca, ...unknown } = Object.fromEntries(new URLSearchParams(query)) as Readonly<Record<string, string | undefined>>;
  const mechanism = sasl ?? MECHANISMS[0];
  const isLogin = username !== undefined && password !== undefined;
  const fits = its.every((broker) => BROKER.test(broker)) && Object.keys(unknown).length === 0 && isMechanism(mechanism) && ca !== '';
  if (!fits || (!tls && (isLogin || query !== '')) || (!isLogin && sasl !== undefined)) return undefined;
  try {
    return {
      brokers: its,
      ...(tls && { tls: ca === undefined ? {} : { ca } }),
      ...(isLogin && { login: { mechanism, username: decodeURIComponent(username), password: decodeURIComponent(password) } }),
    };
  } catch {
    return undefined; // A stray percent sign: it has to be written as %25.
  }
};

/** The client of these brokers. @throws Error where the file of the authority cannot be read */
export const kafkaClient = ({ brokers, tls, login }: KafkaAccess, config: Omit<KafkaConfig, 'brokers' | 'ssl' | 'sasl'>): Kafka =>
  new Kafka({
    ...config,
    brokers: [...brokers],
    ...(tls && { ssl: tls.ca === undefined ? true : { ca: [authorityIn(tls.ca)] } }),
    ...(login && { sasl: login as SASLOptions }), // The client wants to know which mechanism it is before it is told.
  });

const authorityIn = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file}, which \`ca\` names, cannot be read.`, { cause });
  }
};
