import type { Service } from '@patto/service-kit';

/** Services that the parties of a pact run together: decisions, referrals, deliveries, hand-overs. */
export const comanagement: Service = {
  name: 'comanagement',
  decisions: [],
  readModels: [],
  queries: [],
  reactions: [],
  dues: [],
  controllers: [],
};
