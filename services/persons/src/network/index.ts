import { acceptSupport } from './accept-support.ts';
import { appointDelegate } from './appoint-delegate.ts';
import { declineSupport } from './decline-support.ts';
import { inviteSupporter } from './invite-supporter.ts';
import { revokeDelegate } from './revoke-delegate.ts';
import { stepBack } from './step-back.ts';

/** What is decided about those around a person. */
export const networkDecisions = [appointDelegate, revokeDelegate, inviteSupporter, acceptSupport, declineSupport, stepBack];
