import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DEVELOPMENT_ISSUER, districtPolicy, isOwnPolicy, unnamedIn } from '@patto/access';
import { ledgerPlace, PublishPolicy } from '@patto/accountability';
import { loadOrCreateLedgerKey } from '@patto/audit-ledger';
import { declarationOf, type EventClass, type Fact, type OrganisationId, Rejection } from '@patto/contracts';
import { DeploymentInitialised, OrganisationRegistered } from '@patto/contracts/partnerships';
import type { EventLog, Recorded } from '@patto/event-store';
import { type CommandCall, command } from '@patto/event-store/pure';
import { AffiliateOperator, InitialiseDeployment, RegisterOrganisation } from '@patto/partnerships';
import { NotYet } from './patiently.ts';
import { type Running, type Settings, systemActor, type World } from '@patto/service-kit';

/** The login of the first administrator where the built-in issuer is the only one. */
export const DEVELOPMENT_ADMINISTRATOR = 'administrator';

/** How long a service waits for what another records at the beginning, and how often it looks. */
const BEGINNING_WAIT_MS = 120_000;
const LOOK_EVERY_MS = 200;

/** The log has events, but they are not those of a deployment. */
export class NotADeployment extends Error {
  override readonly name = 'NotADeployment';
}

/**
 * The one way in: genesis on an empty log, then the policy, the founding organisation and its first administrator as ordinary commands. Their ids derive
 * from what they are, so they are issued again at every start and recorded once. The policy that comes with the software is published at a start until
 * an administrator has published one of their own.
 *
 * Where services run in processes of their own, each does its part and waits for the others': partnerships records the genesis, accountability the policy.
 * @param runs whether a service runs in this process
 * @returns the founding organisation
 * @throws NotADeployment; NotYet where another service has not done its part in time
 */
export const bootstrap = async ({ world, send }: Running, runs: (service: string) => boolean, signal?: AbortSignal): Promise<OrganisationId> => {
  const { log, settings, keyring } = world;
  const once = async (name: string, call: CommandCall, service: string): Promise<void> => {
    try {
      await send(service, call, { commandId: keyring.deriveUuid('bootstrap', name) });
    } catch (error) {
      // Recorded at an earlier start, when the settings said something else: what is on record stands.
      if (!(error instanceof Rejection && error.code === 'key-reused')) throw error;
    }
  };
  const until = async <Found>(look: () => Promise<Found | undefined>, service: string): Promise<Found> => {
    for (const end = Date.now() + BEGINNING_WAIT_MS; Date.now() < end && !signal?.aborted; await delay(LOOK_EVERY_MS)) {
      const found = await look();
      if (found !== undefined) return found;
    }
    throw new NotYet(`The log is at its beginning, which ${service} has to go on with. Start ${service}, and then this again.`);
  };

  await refuseForeign(log, settings);
  if (runs('partnerships')) {
    const ledgers = (['events', 'accesses'] as const).map((name) => {
      const { origin, keyFile } = ledgerPlace(name, settings);
      return { origin, verifierKey: loadOrCreateLedgerKey(keyFile, origin).verifierKey };
    });
    const system = systemActor('partnerships', (...parts) => keyring.deriveUuid(...parts));
    await once('deployment', command(InitialiseDeployment, { system, ledgers }), 'partnerships');
  } else await until(() => firstOf(log), 'partnerships');
  await refuseForeign(log, settings);

  if (runs('accountability')) {
    const policy = await policyInForce(world);
    if (!policy || !isOwnPolicy(policy)) await once(policyName(), command(PublishPolicy, { rules: districtPolicy() }), 'accountability');
    else tellUnnamed(policy, world);
  } else await until(() => policyInForce(world), 'accountability');

  if (runs('partnerships')) {
    await once('organisation', command(RegisterOrganisation, { sector: 'public-body', name: settings.organisation, identifiers: [] }), 'partnerships');
    const { stream } = await until(() => firstOf(log, OrganisationRegistered), 'partnerships');
    const login = settings.administrator ?? { issuer: DEVELOPMENT_ISSUER, subject: DEVELOPMENT_ADMINISTRATOR };
    const first = command(AffiliateOperator, { organisation: stream as OrganisationId, name: 'First administrator', login, roles: ['administrator'] });
    await once('administrator', first, 'partnerships');
  }
  // The first organisation on record is the founding one.
  return (await until(() => firstOf(log, OrganisationRegistered), 'partnerships')).stream as OrganisationId;
};

/** The policy in force: one of the district's, or the one that our own service published at a start. */
const policyInForce = async ({ facts, clock }: World): Promise<Fact<'policy'> | undefined> =>
  (await facts.current()).at(new Date(clock()).toISOString()).find('policy')[0];

/** A district that has a policy of its own has to say who may do what a new version brings: until then nobody may, nor our own services. */
const tellUnnamed = ({ is }: Fact<'policy'>, { logger }: World): void => {
  const unnamed = unnamedIn(is.rules);
  if (unnamed.length > 0) logger.warn({ unnamed }, 'the policy says nothing of these, so nobody may do them');
};

/** Each version of the software has a policy of its own, to be published once. */
const policyName = (): string => `policy ${createHash('sha256').update(JSON.stringify(districtPolicy())).digest('hex')}`;

const firstOf = async (log: EventLog, declared?: EventClass): Promise<Recorded | undefined> => {
  for await (const first of log.readAll({ ...(declared && { types: [declarationOf(declared).type] }), limit: 1 })) return first;
  return undefined;
};

const refuseForeign = async (log: EventLog, { data, engines }: Settings): Promise<void> => {
  const first = await firstOf(log);
  if (!first || first.type === declarationOf(DeploymentInitialised).type) return;
  throw new NotADeployment(
    engines.eventStore === undefined
      ? `The log in ${data} was not begun by Patto. Set PATTO_DATA to another folder.`
      : 'The log at PATTO_EVENT_STORE_URL was not begun by Patto. Set it to another database.',
  );
};
