import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { postgresFor } from '@patto/testing/engines';
import { conformsAsKeyring } from '../conformance.ts';
import { type Deployment, type NewDeployment, readerOf } from '../conformance/deployment.ts';
import { rotateKeys } from '../rotation.ts';
import { deploymentsOn } from './trials/deployment-on-postgres.ts';

const server = await postgresFor('the keyring on PostgreSQL');
afterAll(() => server?.stop(), 60_000); // On a busy machine.

const sharedByProcesses = (newDeployment: NewDeployment): void => {
  let deployment: Deployment;
  beforeEach(async () => {
    deployment = await newDeployment();
  });
  afterEach(() => deployment.remove());

  it('takes no key that is wrapped under a retired one, from a process that runs on while keys are rotated', async () => {
    const running = await deployment.keyring();
    const sealed = await deployment.seal(running, 'person-maria', [{ part: 'words', value: 'before' }]);
    await rotateKeys({ folder: deployment.folder, dataFolder: deployment.dataFolder, environment: {} }, (keys) => deployment.open(keys, async () => true));
    await expect(deployment.seal(running, 'person-piero', [{ part: 'words', value: 'lost' }])).rejects.toMatchObject({ code: 'authority-unavailable' });
    const again = await deployment.keyring();
    expect(await again.open(sealed, readerOf('person-maria'))).toEqual(['before']);
    expect(await again.open(await deployment.seal(again, 'person-piero', [{ part: 'words', value: 'kept' }]), readerOf('person-piero'))).toEqual(['kept']);
  });

  it('does not let a destroyed key come back, whoever puts it there', async () => {
    const keyring = await deployment.keyring();
    await deployment.seal(keyring, 'person-maria', [{ part: 'words', value: 'a' }]);
    await keyring.destroy('person-maria');
    const back = deployment.behindItsBack("UPDATE subject_key SET wrapped = '\\x00', destroyed_at = NULL WHERE subject = 'person-maria'");
    await expect(back).rejects.toThrow('A key that was destroyed stays destroyed.');
  });
};

if (server) {
  const newDeployment = deploymentsOn(server);
  conformsAsKeyring('PostgreSQL', newDeployment);
  describe('a keyring that processes share', () => sharedByProcesses(newDeployment));
} else {
  describe('a keyring on PostgreSQL', () => {
    it('is not here, and the last lines of the tests say so', () => expect(server).toBeUndefined());
  });
}
