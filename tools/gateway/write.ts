/** `npm run gateway`: writes which service has which address, for the gateway in front of services that run alone. */
import { writeFileSync } from 'node:fs';
import { services } from '@patto/all-in-one';
import { caddyRoutes } from './caddy.ts';
import { rulesOf } from './rules.ts';

writeFileSync(new URL('../../deploy/gateway/routes.caddy', import.meta.url), caddyRoutes(rulesOf(services)));
