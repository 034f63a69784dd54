import { Controller, Get } from '@nestjs/common';
import { Ask, Routes } from '@patto/service-kit';
import { OperatorById } from './read/operator-by-id.ts';

/** Who an operator is. */
@Controller('operators')
export class OperatorsController extends Routes {
  @Get(':operator') one(@Ask(OperatorById) ask: Ask<OperatorById>) {
    return this.answer(ask);
  }
}
