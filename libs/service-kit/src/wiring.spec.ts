import { Controller, Get, Post } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { answers } from '@patto/access';
import { Event, IsId } from '@patto/contracts';
import { aggregate, decides } from '@patto/event-store/pure';
import { Ask, Routes } from './routes.ts';
import type { Service } from './service.ts';
import { overHttp } from './testing/over-http.ts';
import { wire } from './wiring.ts';

class LanternById {
  @IsId('lantern') readonly lantern!: string;
}
class LampById {
  @IsId('lamp') readonly lamp!: string;
}
class Light {}
@Event('lamps.lamp', { version: 1 })
class LampLit {}
class LightLamp {
  @IsId('lamp') readonly lamp!: string;
}

const lanternById = answers(LanternById, { purpose: 'light', dataCategories: [], answer: Light }, async () => undefined);
const lampById = answers(LampById, { purpose: 'light', dataCategories: [], answer: Light }, async () => undefined);

@Controller('lanterns')
class LanternsController extends Routes {
  @Get(':lantern') one(@Ask(LanternById) ask: Ask<LanternById>) {
    return this.answer(ask);
  }
  @Get(':lantern/history') life(@Ask(LanternById) ask: Ask<LanternById>) {
    return this.history(ask);
  }
}

@Controller('lanterns')
class RivalController extends Routes {
  @Get(':lamp') one(@Ask(LampById) ask: Ask<LampById>) {
    return this.answer(ask);
  }
}

@Controller('lamps')
class LampsController extends Routes {
  @Get(':lamp') one(@Ask(LampById) ask: Ask<LampById>) {
    return this.answer(ask);
  }
  @Post(':lamp') same(@Ask(LampById) ask: Ask<LampById>) {
    return this.answer(ask);
  }
}

const service = (name: string, more: Partial<Service>): Service => ({
  name,
  decisions: [],
  readModels: [],
  queries: [],
  reactions: [],
  dues: [],
  controllers: [],
  ...more,
});
const lanterns = service('lanterns', { queries: [lanternById], controllers: [LanternsController] });

describe('services put together', () => {
  it('do not start where two claim one route, whatever they call its parameter', async () => {
    const rivals = service('rivals', { queries: [lampById], controllers: [RivalController] });
    await expect(overHttp([lanterns, rivals])).rejects.toThrow('LanternsController and RivalController both claim GET /api/v1/lanterns/:lamp.');
  });

  it('may take one address with different methods', () => {
    const lamps = service('lamps', { queries: [lampById], controllers: [LampsController] });
    expect(wire([lanterns, lamps]).routes).toHaveLength(4);
  });

  it('do not start where two answer one question', () => {
    expect(() => wire([lanterns, service('others', { queries: [lanternById] })])).toThrow('LanternById is claimed twice.');
  });

  it('do not start where a route leads to nothing', () => {
    expect(() => wire([service('lanterns', { controllers: [LanternsController] })])).toThrow('leads to LanternById, which no service knows.');
  });

  it('do not start where an act could not wait for its person, because no such events stand in its streams', () => {
    const lit = aggregate({ LampLit }, undefined, { LampLit: () => undefined });
    const lamps = (kind?: string) => service('lamps', { decisions: [decides(lit, LightLamp, { ...(kind && { kind }) }, () => [])] });
    expect(() => wire([lamps('light')])).toThrow('LightLamp cannot wait: no ActAwaited stands in lamp.');
    expect(wire([lamps()]).decisions.size).toBe(1);
  });

  it('know where a history is read, and of what there is none', () => {
    const id = '0197a0a0-0000-7000-8000-000000000001';
    const lamps = service('lamps', { queries: [lampById], controllers: [LampsController] });
    const { historyOf } = wire([lanterns, lamps]);
    expect(historyOf(`lantern-${id}`)).toBe(`/api/v1/lanterns/lantern-${id}/history`);
    expect(historyOf(`lamp-${id}`)).toBeUndefined();
    expect(historyOf(`candle-${id}`)).toBeUndefined();
    expect(historyOf('lanterns')).toBeUndefined();
  });
});
