import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { BundleTree } from './bundle-tree.ts';
import { openWith, type SealedIn } from './disclosed.ts';
import { type Finding, Findings } from './findings.ts';
import { hashLeaf } from './merkle.ts';
import { readPolicy, type TrustPolicy } from './policy.ts';
import { EXIT_CODES, type Verdict } from './report.ts';
import { Unreadable } from './sealed-files.ts';
import { cosignature, readCheckpoint, readVerifierKey, signatureFault, type Statement, type VerifierKey } from './signed-checkpoint.ts';

/** Content of one person that was disclosed, as it was sealed. */
export interface Opened {
  readonly event: string;
  readonly part: string;
  readonly subject: string;
  readonly value: unknown;
}

/** What was checked of an evidence bundle, and what came of it. */
export interface BundleReport {
  readonly target: string;
  readonly verdict: Verdict;
  readonly exitCode: number;
  readonly checkpoint?: { readonly origin: string; readonly size: number; readonly root: string };
  readonly verifierKey?: string;
  /** `caller`: given by whoever asked. `target`: it lay in the bundle, so it vouches for nothing but wholeness. */
  readonly keyFrom: 'caller' | 'target';
  readonly witnessed?: { readonly by: readonly string[]; readonly quorum: boolean; readonly policyFrom: 'caller' | 'target' };
  readonly checked: { readonly entries: number; readonly withheldEntries: number; readonly tiles: number; readonly keys: number };
  readonly opened: readonly Opened[];
  /** What is not there, and why, as the bundle says it. */
  readonly withheld: { readonly entries: readonly WithheldEntry[]; readonly parts: readonly WithheldPart[] };
  readonly findings: readonly Finding[];
  readonly notChecked: readonly string[];
}

interface WithheldEntry {
  readonly index: number;
  readonly event: string;
  readonly because: string;
  readonly leaf: string;
}
interface WithheldPart {
  readonly event: string;
  readonly part: string;
  readonly because: string;
}
interface Key {
  readonly event: string;
  readonly part: string;
  readonly key: string;
}

export interface BundleOptions {
  readonly key?: string;
  readonly policy?: TrustPolicy;
}

type Files = Readonly<Record<string, Uint8Array>>;

/** Checks an evidence bundle, offline: signatures, tiles, every entry, what is withheld, and the keys that were disclosed. @throws Unreadable */
export const verifyBundle = async (target: string, options: BundleOptions = {}): Promise<BundleReport> => {
  const files = unzipped(await readFile(target));
  const findings = new Findings();
  const statement = readCheckpoint(textOf(files, 'checkpoint'));
  if (!statement) throw new Unreadable(`${target} has no checkpoint.`);
  const key = keyOf(files, statement, options, findings);
  const witnessed = witnessesOf(files, statement, options, findings);
  const withheld = jsonOf<BundleReport['withheld']>(files, 'withheld.json');
  const tree = new BundleTree(files, statement.size, findings);
  const entries = entriesOf(files);
  for (const { name, index, bytes } of entries) holdAgainst(tree, name, index, hashLeaf(bytes), findings);
  for (const { index, event, leaf } of withheld.entries) {
    holdAgainst(tree, `withheld.json (entry ${index}, event ${event})`, index, Buffer.from(leaf, 'base64'), findings);
  }
  const root = tree.root();
  if (root && !root.equals(statement.root)) findings.add('checkpoint', 'its root is not the one of the tiles');
  const { opened, keys } = contentOf(files, entries, withheld.parts, findings);
  const verdict: Verdict = findings.list.length > 0 ? 'does-not-fit' : 'fits';
  return {
    target,
    verdict,
    exitCode: EXIT_CODES[verdict],
    checkpoint: { origin: statement.origin, size: statement.size, root: statement.root.toString('base64') },
    ...(key && { verifierKey: key.text }),
    keyFrom: givenKey(statement, options) ? 'caller' : 'target',
    ...(witnessed && { witnessed }),
    checked: { entries: entries.length, withheldEntries: withheld.entries.length, tiles: tree.used.size, keys },
    opened,
    withheld,
    findings: findings.list,
    notChecked: [],
  };
};

const unzipped = (archive: Buffer): Files => {
  try {
    return unzipSync(archive);
  } catch (error) {
    throw new Unreadable(`The archive cannot be read: ${(error as Error).message}`, { cause: error });
  }
};

const textOf = (files: Files, name: string): string => {
  const bytes = files[name];
  if (!bytes) throw new Unreadable(`${name} is missing in the archive.`);
  return Buffer.from(bytes).toString('utf8');
};

const jsonOf = <Value>(files: Files, name: string): Value => {
  try {
    return JSON.parse(textOf(files, name)) as Value;
  } catch (error) {
    throw new Unreadable(`${name} of the archive cannot be read: ${(error as Error).message}`, { cause: error });
  }
};

const givenKey = ({ origin }: Statement, { key, policy }: BundleOptions): VerifierKey | undefined =>
  key === undefined ? policy?.logs.find(({ name }) => name === origin) : readVerifierKey(key);

const keyOf = (files: Files, statement: Statement, options: BundleOptions, findings: Findings): VerifierKey | undefined => {
  const key = options.key === undefined && !options.policy ? readVerifierKey(textOf(files, 'verifier.key')) : givenKey(statement, options);
  const fault = key ? signatureFault(statement, key) : 'there is no key for it';
  if (fault) findings.add('checkpoint', fault);
  return key;
};

const witnessesOf = (files: Files, statement: Statement, { policy: given }: BundleOptions, findings: Findings): BundleReport['witnessed'] => {
  const policy = given ?? (files['policy'] && readPolicy(textOf(files, 'policy')));
  if (!policy) return undefined;
  const by: string[] = [];
  for (const [name, witness] of policy.witnesses) {
    const { seconds, fault } = cosignature(statement, witness);
    if (fault) findings.add('checkpoint', `the cosignature of ${name} does not fit`);
    if (seconds !== undefined) by.push(name);
  }
  const quorum = policy.isEnough(new Set(by));
  if (given && !quorum) findings.add('checkpoint', 'not enough witnesses of the policy have cosigned it');
  return { by, quorum, policyFrom: given ? 'caller' : 'target' };
};

interface Entry {
  readonly name: string;
  readonly index: number;
  readonly bytes: Uint8Array;
}

const entriesOf = (files: Files): readonly Entry[] =>
  Object.entries(files)
    .flatMap(([name, bytes]) => {
      const index = /^entries\/(0|[1-9]\d{0,15})\.json$/.exec(name)?.[1];
      return index === undefined ? [] : [{ name, index: Number(index), bytes }];
    })
    .sort((one, other) => one.index - other.index);

const holdAgainst = (tree: BundleTree, name: string, index: number, leaf: Buffer, findings: Findings): void => {
  const stated = tree.hash(0, index);
  if (stated && !stated.equals(leaf)) findings.add(name, 'it is not what the ledger has at this place', index);
  tree.checkAbove(index);
};

/** Opens what was disclosed; every sealed part is either disclosed or said to be withheld. */
const contentOf = (
  files: Files,
  entries: readonly Entry[],
  withheld: readonly WithheldPart[],
  findings: Findings,
): { opened: readonly Opened[]; keys: number } => {
  const keys = new Map(jsonOf<readonly Key[]>(files, 'keys.json').map(({ event, part, key }) => [`${event} ${part}`, Buffer.from(key, 'base64url')]));
  const said = new Set(withheld.map(({ event, part }) => `${event} ${part}`));
  const opened: Opened[] = [];
  for (const { name, bytes } of entries) {
    const event = JSON.parse(Buffer.from(bytes).toString('utf8')) as { id: string; type: string; data: { personal?: readonly SealedIn[] } };
    for (const sealed of event.data.personal ?? []) {
      const place = `${event.id} ${sealed.part}`;
      const key = keys.get(place);
      keys.delete(place);
      if (!key && !said.has(place)) findings.add(name, `its part ${sealed.part} is neither disclosed nor said to be withheld`);
      if (!key) continue;
      const { value, fault } = openWith(key, sealed, event);
      if (fault) findings.add('keys.json', `${event.id}, ${sealed.part}: ${fault}`);
      else opened.push({ event: event.id, part: sealed.part, subject: sealed.subject, value });
    }
  }
  for (const place of keys.keys()) findings.add('keys.json', `${place.replace(' ', ', ')}: there is no such part in this bundle`);
  return { opened, keys: opened.length };
};
