import { tries } from './sequences.ts';

tries({ from: 60_001, sequences: 1_000 });
