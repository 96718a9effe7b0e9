// The face of the module.
export { wordFaults } from './check-template.ts';
export { codePng, codeSvg } from './codes.ts';
export { FORMATS, type Format, ownTemplate } from './draw.ts';
export { type Asking, type IssuedSlip, issue, preview, print, type Subject, slipFor, slipsOf } from './issue.ts';
export { list, verify } from './issued.ts';
export { KINDS, type Kind, kindOf, PAPERS, type Paper, slipPack } from './kinds.ts';
export { handoverList, register } from './lists.ts';
export { templatesOf, uploadTemplate } from './templates.ts';
