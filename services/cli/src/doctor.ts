import { examine, type Finding, services } from '@patto/all-in-one';
import { readSettings, type Settings, WrongSettings } from '@patto/service-kit';
import { EXIT } from './exit.ts';
import { settingsAlone } from './serve/index.ts';

const tell = ({ level, about, says }: Finding): void => {
  process.stdout.write(`${level.padEnd('fail'.length)}  ${about}: ${says}\n`);
};

/** `patto doctor`: looks at all that a deployment rests on, a line for each thing. @param alone the service that runs alone with these settings */
export const doctorCommand = async (alone: string | undefined): Promise<number> => {
  const settings = readable(alone);
  if (!settings) return EXIT.failed;
  tell({ level: 'ok', about: 'settings', says: `For ${alone === undefined ? 'all services in one process' : `${alone} alone`}.` });
  let code: number = EXIT.ok;
  for await (const found of examine(settings, alone === undefined ? {} : { only: services.filter(({ name }) => name === alone) })) {
    tell(found);
    if (found.level === 'fail') code = EXIT.failed;
  }
  return code;
};

/** The settings; where they are wrong, that is told. */
const readable = (alone: string | undefined): Settings | undefined => {
  try {
    return alone === undefined ? readSettings(process.env) : settingsAlone(alone);
  } catch (error) {
    if (!(error instanceof WrongSettings)) throw error;
    tell({ level: 'fail', about: 'settings', says: error.message });
    return undefined;
  }
};
