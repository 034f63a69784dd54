import { conformsAsEventLog } from '../conformance.ts';
import { inAFolder } from './trials/in-a-folder.ts';

conformsAsEventLog('SQLite', inAFolder);
