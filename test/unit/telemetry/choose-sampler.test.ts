import { expect, it } from '@jest/globals';
import { ROOT_CONTEXT, SpanKind, trace, TraceFlags } from '@opentelemetry/api';
import { SamplingDecision } from '@opentelemetry/sdk-trace';

import { chooseSampler } from '../../../src/telemetry/choose-sampler.js';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const caller = (traceFlags: TraceFlags) =>
  trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: '00f067aa0ba902b7', traceFlags, isRemote: true });
const contexts = {
  nobody: ROOT_CONTEXT,
  traced: caller(TraceFlags.SAMPLED),
  untraced: caller(TraceFlags.NONE),
};

it.each([
  ['parentbased_always_on', 1, ['nobody', 'traced']],
  ['parentbased_always_off', 1, ['traced']],
  ['parentbased_traceidratio', 0, ['traced']],
  ['always_on', 0, ['nobody', 'traced', 'untraced']],
  ['always_off', 1, []],
  ['traceidratio', 0, []],
  ['traceidratio', 1, ['nobody', 'traced', 'untraced']],
] as const)('%s at %d traces the requests of %j', (name, ratio, expected) => {
  const sampler = chooseSampler(name, ratio);
  const taken = Object.entries(contexts).filter(([, context]) => {
    const { decision } = sampler.shouldSample(context, traceId, 'request', SpanKind.SERVER, {}, []);
    return decision === SamplingDecision.RECORD_AND_SAMPLED;
  });
  expect(taken.map(([who]) => who)).toEqual(expected);
});
