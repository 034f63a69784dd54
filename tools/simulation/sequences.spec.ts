import { tries } from './sequences.ts';

tries({ from: 50_001, sequences: 30 });
