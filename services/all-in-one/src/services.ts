import { accountability } from '@patto/accountability';
import { comanagement } from '@patto/comanagement';
import { partnerships } from '@patto/partnerships';
import { persons } from '@patto/persons';
import type { Service } from '@patto/service-kit';

/** All services, as one process runs them. */
export const services: readonly Service[] = [persons, partnerships, comanagement, accountability];
