import { describeHalf } from './redaction-proof.js';

describeHalf(1);
