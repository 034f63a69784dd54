import { describe, it } from '@jest/globals';
import { DeploymentInitialised } from '@patto/contracts/partnerships';
import { event } from '@patto/event-store/pure';
import { bySystem, given, named } from '@patto/testing';
import { initialiseDeployment } from './initialise-deployment.ts';

const valcurta = named('deployment', 1);
const genesis = { system: named('system', 1), ledgers: [{ origin: 'valcurta.example/events', verifierKey: 'valcurta.example/events+00000000+AQ==' }] };
const initialised = event(DeploymentInitialised, { deployment: valcurta, ...genesis });

describe('genesis', () => {
  it('says which deployment a log is of, who witnesses it and who its own services are', () =>
    given([], valcurta).when(initialiseDeployment, genesis, bySystem()).then([initialised]));

  it('happens once', () => given([initialised], valcurta).when(initialiseDeployment, genesis, bySystem()).isRejected('already-initialised'));
});
