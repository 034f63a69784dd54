import { Argument, Command, InvalidArgumentError } from 'commander';
import { recordedData } from '@patto/service-kit';
import { prepareCommand, type PrepareOptions } from './db/index.ts';
import { erase } from './erase.ts';
import { doctorCommand } from './doctor.ts';
import { devServersCommand } from './dev-servers/index.ts';
import { EXIT } from './exit.ts';
import { runImport } from './hsds/index.ts';
import { rotateCommand } from './keys.ts';
import { exportCommand, importCommand, MOVABLE } from './move/index.ts';
import { replay } from './replay.ts';
import { asOfCommand, rebuildCommand } from './replay-all.ts';
import { SERVICE_NAMES, serve } from './serve/index.ts';
import { token, tokenFor, urlOfRunning } from './token.ts';
import { up } from './up.ts';
import { type VerifyCommandOptions, verifyCommand } from './verify/index.ts';
import { witnessCommand } from './witness/index.ts';

/** For a person on a terminal; `--json`, or any other place for the output, gets JSON where there is some. */
const isForMachines = (json: boolean | undefined): boolean => json ?? !process.stdout.isTTY;

interface ReplayWish {
  readonly plan?: string;
  readonly as: string;
  readonly all?: true;
  readonly asOf?: string;
  readonly diff?: string;
  readonly of?: string;
  readonly json?: boolean;
}

const ends = (code: number) => {
  process.exitCode = code;
};

const numberFrom = (text: string, least: number, most: number): number => {
  if (!/^\d{1,5}$/.test(text) || Number(text) < least || Number(text) > most) throw new InvalidArgumentError(`It is a number from ${least} to ${most}.`);
  return Number(text);
};

const program = new Command('patto')
  .description('Who took which responsibility, for whom, under which mandate and consent, and what came of it.')
  .showHelpAfterError();

program
  .command('up', { isDefault: true })
  .option('--witnesses <count>', 'so many witnesses beside it, of whom more than half have to cosign', (text) => numberFrom(text, 0, 9), 0)
  .description('run all services in this process (exit 78: it cannot start; 75: not yet; 74: a write failed)')
  .action(async ({ witnesses }: { witnesses: number }) => ends(await up(witnesses)));

program
  .command('serve')
  .addArgument(new Argument('<service>', 'which one').choices(SERVICE_NAMES))
  .description('run one service alone, on engines that it shares with the others (exit 78: it cannot start; 75: not yet; 74: a write failed)')
  .action(async (service: string) => ends(await serve(service)));

program
  .command('witness')
  .requiredOption('--log <verifier key...>', 'the verifier key of each log that it watches')
  .requiredOption('--name <name>', 'what its key is called, a URL without its scheme')
  .option('--folder <path>', 'where its key and memory lie', './witness')
  .option('--host <address>', 'where it listens', '127.0.0.1')
  .option('--port <number>', 'where it listens', (text) => numberFrom(text, 0, 65_535), 8090)
  .description('cosign the checkpoints of logs that only grew (exit 78: it cannot start)')
  .action(async ({ log, ...options }: { log: string[]; name: string; folder: string; host: string; port: number }) =>
    ends(await witnessCommand({ ...options, logs: log })),
  );

program
  .command('token')
  .argument('<actor>', 'a login, as sara, or the id of an operator or a person')
  .description('print a token of 15 minutes of the built-in development issuer')
  .action(async (actor: string) => {
    process.stdout.write(`${await token(actor)}\n`);
  });

const imports = program.command('import').description('bring in data from elsewhere');
imports
  .command('hsds')
  .argument('<path>', 'a folder or file of HSDS CSV 1.0 to 3.0 or JSON 3.0')
  .option('--source <name>', 'what the directory is called; the name of the folder where it is left out')
  .option('--timezone <zone>', 'the time zone where the data has none, as Europe/Rome')
  .option('--json', 'the summary as JSON')
  .description('import a directory of services (exit 0: all in; 1: some rows rejected; 3: could not run)')
  .action(async (path: string, { source, timezone, json }: { source?: string; timezone?: string; json?: boolean }) => {
    const login = { url: urlOfRunning(), token: await tokenFor('administrator') };
    ends(await runImport(path, { ...login, ...(source && { source }), ...(timezone && { timezone }), json: isForMachines(json) }));
  });

program
  .command('erase')
  .requiredOption('--person <id>', 'whose content is erased')
  .requiredOption('--ground <code>', 'why: no-longer-needed, consent-withdrawn, objection, unlawful or legal-obligation')
  .option('--as <actor>', 'as whom to order it, where PATTO_TOKEN is not set', 'administrator')
  .description('erase the content of a person, and wait for the receipt')
  .action(async ({ as: administrator, ...what }: { person: string; ground: string; as: string }) =>
    ends(await erase({ ...what, url: urlOfRunning(), token: await tokenFor(administrator) })),
  );

program
  .command('db')
  .description('the databases of a deployment on PostgreSQL')
  .command('prepare')
  .option('--prefix <name>', 'what the names of the roles begin with', 'patto')
  .option('--settings <folder>', 'where the settings of each service are written, and the passwords of a former run are found', './settings')
  .description('make roles, schemas and functions, or bring them to this version; PATTO_DATABASE_OWNER_URL says as whom (exit 78: it cannot)')
  .action(async (options: PrepareOptions) => ends(await prepareCommand(options)));

program
  .command('doctor')
  .addArgument(new Argument('[service]', 'the service that runs alone with these settings').choices(SERVICE_NAMES))
  .description('look at settings, engines, keys, ledgers and clock, beside what runs (exit 1: something fails)')
  .action(async (service: string | undefined) => ends(await doctorCommand(service)));

program
  .command('dev')
  .description('for those who develop')
  .command('servers')
  .description('run real engines on this machine until Ctrl-C: PostgreSQL, Kafka, and MongoDB’s protocol (exit 78: one cannot be had here)')
  .action(async () => ends(await devServersCommand()));

program
  .command('keys')
  .description('the keys of this deployment')
  .command('rotate')
  .description('wrap everything under a new key and destroy the old one, while nothing runs (exit 78: it cannot)')
  .action(async () => ends(await rotateCommand()));

for (const name of MOVABLE) {
  const importing = imports
    .command(name)
    .argument('<file>', `what \`patto export ${name}\` wrote`)
    .description(`bring exported ${name} into an empty place, as it was (exit 78: it cannot; 1: a line does not fit)`)
    .action(async (file: string, { checkpoint }: { checkpoint?: string }) => ends(await importCommand(name, file, checkpoint)));
  if (name !== 'keyring') importing.option('--checkpoint <file>', 'a checkpoint that it was sealed under: a file that is not that log is refused');
}

const exports = program.command('export').description('take a whole log or the keyring out, to move to other engines');
for (const name of MOVABLE) {
  exports
    .command(name)
    .option('--to <file>', 'a new file; standard output where it is left out')
    .description(
      name === 'keyring'
        ? 'write the keyring, keys wrapped (exit 78: it cannot)'
        : `write the log of ${name} as it was recorded, an event a line (exit 78: it cannot)`,
    )
    .action(async ({ to }: { to?: string }) => ends(await exportCommand(name, to)));
}

program
  .command('replay')
  .option('--plan <id>', 'tell the life of this plan, which a running Patto shows')
  .option('--as <actor>', 'as whom to read it, where PATTO_TOKEN is not set', 'sara')
  .option('--all', 'fold every read model anew beside those that answer, and put them in their place')
  .option('--as-of <point>', 'the read models as of an instant or a position, a document a line')
  .option('--diff <point>', 'with --as-of: what differs at this later instant or position')
  .option('--of <id>', 'with --as-of: the documents of this id only')
  .option('--json', 'with --plan and --all: as JSON')
  .description('tell a plan’s life; or, while nothing runs, fold anew what the log says (exit 78: it cannot start; 1: it failed)')
  .action(async ({ plan, as: reader, all, asOf, diff, of, json = false }: ReplayWish) => {
    if ([plan, all, asOf].filter((wished) => wished !== undefined).length !== 1) throw new Error('Say one of --plan <id>, --all and --as-of <point>.');
    if (all) return ends(await rebuildCommand(json));
    if (asOf !== undefined) return ends(await asOfCommand({ asOf, diff, of }));
    return ends(await replay({ plan: plan as string, url: urlOfRunning(), token: await tokenFor(reader), json }));
  });

program
  .command('verify')
  .argument('[target]', 'a running Patto’s URL, a copied data folder or an evidence bundle (.zip); ./data where it is left out')
  .option('--key <verifier key>', 'the key of the log of events that you were given, so that no trust in the folder is needed')
  .option('--accesses-key <verifier key>', 'the key of the log of accesses; the one that the sealed events name where it is left out')
  .option('--policy <file>', 'whose cosignatures count and how many are enough (C2SP tlog-policy)')
  .option('--since <checkpoint file...>', 'checkpoints that you kept from before, which the logs must continue')
  .option('--json', 'the report as JSON')
  .description(
    'check every entry, tile, root and signature (exit 0: fits; 1: does not; 2: fits, with a tail not sealed or not witnessed; 3: could not be checked)',
  )
  .action(async (target: string | undefined, options: VerifyCommandOptions) => {
    const place = target ?? process.env['PATTO_DATA'] ?? './data';
    const mayRead = /^https?:/.test(place) ? { token: await tokenFor('marta') } : {};
    ends(await verifyCommand(place, { ...options, ...mayRead, schemaOf: recordedData() }));
  });

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = EXIT.failed;
}
