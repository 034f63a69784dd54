import { it } from '@jest/globals';
import { couldNotRun } from '@patto/testing';
import { survivesPowerCuts } from './trials/power.ts';
import { canTrace } from './trials/trace.ts';

if (canTrace()) survivesPowerCuts({ cuts: 200, rounds: 6, turns: 40 });
else it('is not replayed here: a log whose power is cut', () => couldNotRun('the replay of power cuts', 'strace is not installed or may not trace'));
