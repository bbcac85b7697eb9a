import { lasting, oneTurn, type Window } from '../../fixtures/reference/mutants/window.ts';

/** The windows between check and insert that the power of a run is measured on. */
export const WINDOWS: Readonly<Record<string, Window | undefined>> = {
  none: undefined,
  'one turn of the event loop': oneTurn,
  '1 ms': lasting(1),
  '2 ms': lasting(2),
  '5 ms': lasting(5),
};
