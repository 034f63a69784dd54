import { Act, Ask, Routes } from '@patto/service-kit';
import { Controller, Get, Post } from '@nestjs/common';
import { LiftEmbargo } from './embargo/lift-embargo.ts';
import { PlaceEmbargo } from './embargo/place-embargo.ts';
import { EmbargoById, EmbargoList } from './read/embargoes.ts';

/** Orders by which a person is not told yet who reads about them. */
@Controller('embargoes')
export class EmbargoesController extends Routes {
  @Get() list(@Ask(EmbargoList) ask: Ask<EmbargoList>) {
    return this.answer(ask);
  }

  @Post() place(@Act(PlaceEmbargo) act: Act<PlaceEmbargo>) {
    return this.decide(act);
  }

  @Get(':embargo') one(@Ask(EmbargoById) ask: Ask<EmbargoById>) {
    return this.answer(ask);
  }

  @Post(':embargo/lifting') lift(@Act(LiftEmbargo) act: Act<LiftEmbargo>) {
    return this.decide(act);
  }
}
