import { DEVELOPMENT_ISSUER } from '@patto/access';
import { ledgerPlace } from '@patto/accountability';
import { loadOrCreateLedgerKey } from '@patto/audit-ledger';
import { declarationOf, type OrganisationId, Rejection } from '@patto/contracts';
import { DeploymentInitialised, OrganisationRegistered } from '@patto/contracts/partnerships';
import type { EventLog } from '@patto/event-store';
import { type CommandCall, command } from '@patto/event-store/pure';
import { AffiliateOperator, InitialiseDeployment, RegisterOrganisation } from '@patto/partnerships';
import { type Running, systemActor } from '@patto/service-kit';

/** The login of the first administrator where the built-in issuer is the only one. */
export const DEVELOPMENT_ADMINISTRATOR = 'administrator';

/** The log has events, but they are not those of a deployment. */
export class NotADeployment extends Error {
  override readonly name = 'NotADeployment';
}

/**
 * The one way in: genesis on an empty log, then the founding organisation and its first administrator as ordinary commands. Their ids derive from what
 * they are, so they are issued again at every start and recorded once.
 * @returns the founding organisation
 */
export const bootstrap = async ({ world, send }: Running): Promise<OrganisationId> => {
  const { log, settings, keyring } = world;
  await refuseForeign(log, settings.data);
  const once = async (name: string, call: CommandCall): Promise<void> => {
    try {
      await send('partnerships', call, { commandId: keyring.deriveUuid('bootstrap', name) });
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
  await once('organisation', command(RegisterOrganisation, { sector: 'public-body', name: settings.organisation, identifiers: [] }));
  const organisation = await foundingOrganisation(log);
  const login = settings.administrator ?? { issuer: DEVELOPMENT_ISSUER, subject: DEVELOPMENT_ADMINISTRATOR };
  await once('administrator', command(AffiliateOperator, { organisation, name: 'First administrator', login, roles: ['administrator'] }));
  return organisation;
};

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
