import { describe } from '@jest/globals';
import type { NewDeployment } from './conformance/deployment.ts';
import { erasing } from './conformance/erasing.ts';
import { finding } from './conformance/finding.ts';
import { sealing } from './conformance/sealing.ts';

/** Registers tests for everything that the port of the keyring promises. Every engine passes them all. */
export const conformsAsKeyring = (name: string, newDeployment: NewDeployment): void => {
  describe(`a keyring on ${name}`, () => {
    sealing(newDeployment);
    finding(newDeployment);
    erasing(newDeployment);
  });
};
