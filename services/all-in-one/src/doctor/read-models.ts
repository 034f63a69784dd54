import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Documents, openMongoDocuments } from '@patto/read-models';
import { openedByClientAt, READ_MODELS_FILE, type Service, type Settings } from '@patto/service-kit';
import { type Finding, looking, ok, warn } from './finding.ts';

/** Looks whether the documents of read models are there. Where they are not, or not whole, the log brings them back. */
export const lookAtReadModels = ({ data, engines: { readModels: url } }: Settings, only: readonly Service[]): Promise<readonly Finding[]> =>
  looking('read models', async () => {
    if (url !== undefined) {
      const documents = await openedByClientAt('PATTO_READ_MODELS_URL', openMongoDocuments({ url }));
      return lookAtModels(documents, only).finally(() => documents.close());
    }
    const file = join(data, READ_MODELS_FILE);
    return [existsSync(file) ? ok('read models', `${file}.`) : warn('read models', `There are none yet; a start makes ${file} from the log.`)];
  });

/** Looks which read models of these services answer. */
export const lookAtModels = async (documents: Documents, only: readonly Service[]): Promise<readonly Finding[]> => {
  const names = only.flatMap(({ readModels }) => readModels.map(({ name }) => name));
  const served = await Promise.all(names.map((name) => documents.serving(name)));
  const missing = names.filter((_, index) => served[index] === undefined);
  if (missing.length > 0) return [warn('read models', `Not there yet: ${missing.join(', ')}. A start makes them from the log.`)];
  return [ok('read models', `MongoDB’s protocol, with all ${names.length} of them.`)];
};
