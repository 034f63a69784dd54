import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { AnswerNeed } from './dossier/answer-need.ts';
import { SignalNeed } from './dossier/signal-need.ts';
import { NeedDossierById } from './read/need-dossier-by-id.ts';
import { NeedDossierList } from './read/need-dossier-list.ts';

/** What areas need, who has seen it, and what answers it. */
@Controller()
export class NeedsController extends Routes {
  @Post('need-signals') signal(@Act(SignalNeed) act: Act<SignalNeed>) {
    return this.decide(act);
  }

  @Get('need-dossiers') list(@Ask(NeedDossierList) ask: Ask<NeedDossierList>) {
    return this.answer(ask);
  }

  @Get('need-dossiers/:dossier') one(@Ask(NeedDossierById) ask: Ask<NeedDossierById>) {
    return this.answer(ask);
  }

  @Get('need-dossiers/:dossier/history') life(@Ask(NeedDossierById) ask: Ask<NeedDossierById>) {
    return this.history(ask);
  }

  @Post('need-dossiers/:dossier/answers') answerNeed(@Act(AnswerNeed) act: Act<AnswerNeed>) {
    return this.decide(act);
  }
}
