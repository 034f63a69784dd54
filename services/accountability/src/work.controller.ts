import { Ask, Routes } from '@patto/service-kit';
import { Controller, Get } from '@nestjs/common';
import { WorkList } from './read/work-list.ts';

/** What reactions left for people. */
@Controller('work')
export class WorkController extends Routes {
  @Get() list(@Ask(WorkList) ask: Ask<WorkList>) {
    return this.answer(ask);
  }
}
