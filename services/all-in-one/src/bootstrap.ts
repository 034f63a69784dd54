import { createHash } from 'node:crypto';
import { DEVELOPMENT_ISSUER, districtPolicy, isOwnPolicy } from '@patto/access';
import { ledgerPlace, PublishPolicy } from '@patto/accountability';
import { loadOrCreateLedgerKey } from '@patto/audit-ledger';
import { declarationOf, type OrganisationId, Rejection } from '@patto/contracts';
import { DeploymentInitialised, OrganisationRegistered } from '@patto/contracts/partnerships';
import type { EventLog } from '@patto/event-store';
import { type CommandCall, command } from '@patto/event-store/pure';
import { AffiliateOperator, InitialiseDeployment, RegisterOrganisation } from '@patto/partnerships';
import { type Running, systemActor, type World } from '@patto/service-kit';

/** The login of the first administrator where the built-in issuer is the only one. */
export const DEVELOPMENT_ADMINISTRATOR = 'administrator';

/** The log has events, but they are not those of a deployment. */
export class NotADeployment extends Error {
  override readonly name = 'NotADeployment';
}

/**
 * The one way in: genesis on an empty log, then the policy, the founding organisation and its first administrator as ordinary commands. Their ids derive
 * from what they are, so they are issued again at every start and recorded once. The policy that comes with the software is published at a start until
 * an administrator has published one of their own.
 * @returns the founding organisation
 */
export const bootstrap = async ({ world, send }: Running): Promise<OrganisationId> => {
  const { log, settings, keyring } = world;
  await refuseForeign(log, settings.data);
  const once = async (name: string, call: CommandCall, service = 'partnerships'): Promise<void> => {
    try {
      await send(service, call, { commandId: keyring.deriveUuid('bootstrap', name) });
    } catch (error) {
      // Recorded at an earlier start, when the settings said something else: what is on record stands.
      if (!(error instanceof Rejection && error.code === 'key-reused')) throw error;
    }
  };

  const ledgers = (['events', 'accesses'] as const).map((name) => {
    const { origin, keyFile } = ledgerPlace(name, settings);
    return { origin, verifierKey: loadOrCreateLedgerKey(keyFile, origin).verifierKey };
  });
  const system = systemActor('partnerships', (...parts) => keyring.deriveUuid(...parts));
  await once('deployment', command(InitialiseDeployment, { system, ledgers }));
  if (!(await hasOwnPolicy(world))) await once(policyName(), command(PublishPolicy, { rules: districtPolicy() }), 'accountability');
  await once('organisation', command(RegisterOrganisation, { sector: 'public-body', name: settings.organisation, identifiers: [] }));
  const organisation = await foundingOrganisation(log);
  const login = settings.administrator ?? { issuer: DEVELOPMENT_ISSUER, subject: DEVELOPMENT_ADMINISTRATOR };
  await once('administrator', command(AffiliateOperator, { organisation, name: 'First administrator', login, roles: ['administrator'] }));
  return organisation;
};

/** Whether somebody of the district has published a policy, and not only our own service at a start. */
const hasOwnPolicy = async ({ facts, clock }: World): Promise<boolean> => {
  const [policy] = (await facts.current()).at(new Date(clock()).toISOString()).find('policy');
  return policy !== undefined && isOwnPolicy(policy);
};

/** Each version of the software has a policy of its own, to be published once. */
const policyName = (): string => `policy ${createHash('sha256').update(JSON.stringify(districtPolicy())).digest('hex')}`;

/** The first organisation on record is the founding one. */
const foundingOrganisation = async (log: EventLog): Promise<OrganisationId> => {
  for await (const { stream } of log.readAll({ types: [declarationOf(OrganisationRegistered).type], limit: 1 })) return stream as OrganisationId;
  throw new NotADeployment('The log has no founding organisation.');
};

const refuseForeign = async (log: EventLog, data: string): Promise<void> => {
  for await (const first of log.readAll({ limit: 1 })) {
    if (first.type === declarationOf(DeploymentInitialised).type) return;
    throw new NotADeployment(`The log in ${data} was not begun by Patto. Set PATTO_DATA to another folder.`);
  }
};
