import { deriveKey, deriveUuid, hmac } from './derive.ts';

/** The use of a key for digests of commands, its subject's and the deployment's alike. */
const FOR_DIGESTS = 'patto command digest v1';

/** What is derived from the deployment's secret: ids, and digests of commands that are about nobody. */
export class DeploymentKeys {
  readonly #uuid: Buffer;
  readonly #anonymousUuid: Buffer;
  readonly #digest: Buffer;

  constructor(deploymentSecret: Uint8Array) {
    this.#uuid = deriveKey(deploymentSecret, 'patto uuid v1');
    this.#anonymousUuid = deriveKey(deploymentSecret, 'patto anonymous uuid v1');
    this.#digest = deriveKey(deploymentSecret, FOR_DIGESTS);
  }

  uuid(parts: readonly string[]): string {
    return deriveUuid(this.#uuid, parts);
  }

  anonymousUuid(parts: readonly string[]): string {
    return deriveUuid(this.#anonymousUuid, parts);
  }

  /** The HMAC (base64url) of a text under a subject's key, or the deployment's where there is none. */
  digest(subjectKey: Uint8Array | undefined, text: string): string {
    return hmac(subjectKey ? deriveKey(subjectKey, FOR_DIGESTS) : this.#digest, text).toString('base64url');
  }
}
