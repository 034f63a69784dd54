import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { RedirectNeed } from './need/redirect-need.ts';
import { NeedById } from './read/need-by-id.ts';
import { NeedsOfDesk } from './read/needs-of-desk.ts';

/** The needs that wait at a desk. */
@Controller('needs')
export class ReportedNeedsController extends Routes {
  @Get() atDesk(@Ask(NeedsOfDesk) ask: Ask<NeedsOfDesk>) {
    return this.answer(ask);
  }

  @Get(':need') one(@Ask(NeedById) ask: Ask<NeedById>) {
    return this.answer(ask);
  }

  @Get(':need/history') life(@Ask(NeedById) ask: Ask<NeedById>) {
    return this.history(ask);
  }

  @Post(':need/redirection') redirect(@Act(RedirectNeed) act: Act<RedirectNeed>) {
    return this.decide(act);
  }
}
