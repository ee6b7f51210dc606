import { attentionCases } from "./attention.cases.ts";
import {
  addBiasCases,
  addCases,
  concatCases,
  constantCases,
  selectRowsCases,
  sigmoidMulCases,
  siluMulCases,
  sliceCases,
} from "./element.cases.ts";
import { embeddingCases } from "./embedding.cases.ts";
import { combineExpertsCases, expertLinearCases } from "./expert-linear.cases.ts";
import { keptFormatCases } from "./kept-formats.cases.ts";
import { linearCases } from "./linear.cases.ts";
import type { OpCase } from "./op-case.ts";
import { rmsNormCases } from "./rms-norm.cases.ts";
import { ropeCases, rotaryTableCases } from "./rope.cases.ts";
import { routeCases } from "./route.cases.ts";
import { causalConvCases, gatedDeltaRuleCases } from "./states.cases.ts";
import { stepCases } from "./step.cases.ts";

/** Every case a backend has to pass. */
export const conformanceCases: readonly OpCase[] = [
  ...embeddingCases,
  ...rmsNormCases,
  ...linearCases,
  ...keptFormatCases,
  ...rotaryTableCases,
  ...ropeCases,
  ...attentionCases,
  ...causalConvCases,
  ...gatedDeltaRuleCases,
  ...addBiasCases,
  ...addCases,
  ...siluMulCases,
  ...sigmoidMulCases,
  ...selectRowsCases,
  ...routeCases,
  ...expertLinearCases,
  ...combineExpertsCases,
  ...concatCases,
  ...constantCases,
  ...sliceCases,
  ...stepCases,
];
