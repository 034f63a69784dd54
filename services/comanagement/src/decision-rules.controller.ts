import { Controller, Get } from '@nestjs/common';
import { Ask, Routes } from '@patto/service-kit';
import { DecisionRules } from './read/decision-rules.ts';

/** By which rules the parties of pacts decide. */
@Controller('decision-rules')
export class DecisionRulesController extends Routes {
  @Get() counts(@Ask(DecisionRules) ask: Ask<DecisionRules>) {
    return this.answer(ask);
  }
}
