import { Controller, Get } from '@nestjs/common';
import { Ask, Routes } from '@patto/service-kit';
import { ExcerptOfPlan, MyExcerpts } from './read/excerpt-of-plan.ts';
import { MySupport } from './read/my-support.ts';

/** What holders are shown of plans: their own lines. */
@Controller()
export class ExcerptsController extends Routes {
  @Get('excerpts') mine(@Ask(MyExcerpts) ask: Ask<MyExcerpts>) {
    return this.answer(ask);
  }

  @Get('plans/:plan/excerpt') one(@Ask(ExcerptOfPlan) ask: Ask<ExcerptOfPlan>) {
    return this.answer(ask);
  }

  @Get('support') support(@Ask(MySupport) ask: Ask<MySupport>) {
    return this.answer(ask);
  }
}
