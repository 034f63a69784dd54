import { openKeys, openPostgresKeyring, type SealedPart } from '@patto/privacy';
import { issueReceipt } from '@patto/privacy/receipt';

/** What somebody has in their hands who wants to open what is sealed. */
export interface Loot {
  /** URL of a keyring's database. */
  readonly keyring: string;
  /** The keys folder. */
  readonly keys: string;
}

interface Place {
  readonly event?: string;
  readonly type?: string;
}

/** Every sealed part of a person that stands in rows or documents, wherever in them. @param texts each JSON */
export const sealedPartsIn = (texts: readonly string[], person: string): readonly SealedPart[] => {
  const parts: SealedPart[] = [];
  const look = (value: unknown, place: Place): void => {
    if (typeof value === 'string' && value.startsWith('{"specversion"')) look(JSON.parse(value), place);
    else if (isObject(value)) lookInto(value, place);
  };
  const lookInto = (value: Readonly<Record<string, unknown>>, place: Place): void => {
    // An event names the parts in it; a part in a read model names its event itself.
    const within = value['specversion'] ? { event: String(value['id']), type: String(value['type']) } : place;
    if (value['sealed'] && value['subject'] === person) parts.push({ ...within, ...value } as SealedPart);
    for (const inner of Object.values(value)) look(inner, within);
  };
  for (const text of texts) look(JSON.parse(text), {});
  return parts;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** What of a person opens among these texts, as JSON in one text; empty where nothing does. @throws KeysUnusable where the keyring is not of these keys */
export const opened = async ({ keyring: url, keys: folder }: Loot, texts: readonly string[], person: string): Promise<string> => {
  const keys = openKeys({ folder, dataFolder: `${folder}-of-nobody`, environment: {} });
  const keyring = await openPostgresKeyring({ url, keys, recorded: async () => true });
  try {
    const values = await keyring.open(sealedPartsIn(texts, person), issueReceipt('access-of-a-thief', [person]));
    return values
      .filter((value) => value !== undefined)
      .map((value) => JSON.stringify(value))
      .join('\n');
  } finally {
    await keyring.close();
  }
};
