import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { AnswerFindingObjection } from './assessment/answer-finding-objection.ts';
import { CompleteAssessment } from './assessment/complete-assessment.ts';
import { ContributeFinding } from './assessment/contribute-finding.ts';
import { ExplainSilence } from './assessment/explain-silence.ts';
import { ObjectToFinding } from './assessment/object-to-finding.ts';
import { OpenAssessment } from './assessment/open-assessment.ts';
import { SpeakForMyself } from './assessment/speak-for-myself.ts';
import { AssessmentById } from './read/assessment-by-id.ts';
import { AssessmentList } from './read/assessment-list.ts';

/** How a person lives: their own voice first, then what others found. */
@Controller('assessments')
export class AssessmentsController extends Routes {
  @Get() list(@Ask(AssessmentList) ask: Ask<AssessmentList>) {
    return this.answer(ask);
  }

  @Post() open(@Act(OpenAssessment) act: Act<OpenAssessment>) {
    return this.decide(act);
  }

  @Get(':assessment') one(@Ask(AssessmentById) ask: Ask<AssessmentById>) {
    return this.answer(ask);
  }

  @Get(':assessment/history') life(@Ask(AssessmentById) ask: Ask<AssessmentById>) {
    return this.history(ask);
  }

  @Post(':assessment/voice') speak(@Act(SpeakForMyself) act: Act<SpeakForMyself>) {
    return this.decide(act);
  }

  @Post(':assessment/silence') explain(@Act(ExplainSilence) act: Act<ExplainSilence>) {
    return this.decide(act);
  }

  @Post(':assessment/findings') contribute(@Act(ContributeFinding) act: Act<ContributeFinding>) {
    return this.decide(act);
  }

  @Post(':assessment/findings/:finding/objection') object(@Act(ObjectToFinding) act: Act<ObjectToFinding>) {
    return this.decide(act);
  }

  @Post(':assessment/findings/:finding/objection/answer') answerObjection(@Act(AnswerFindingObjection) act: Act<AnswerFindingObjection>) {
    return this.decide(act);
  }

  @Post(':assessment/completion') complete(@Act(CompleteAssessment) act: Act<CompleteAssessment>) {
    return this.decide(act);
  }
}
