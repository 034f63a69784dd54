import { callOffAct } from './call-off-act.ts';
import { confirmAct } from './confirm-act.ts';

/** How acts that wait are settled. */
export const actDecisions = [confirmAct, callOffAct];
