/**
 * The disturbance that a faulty target makes as well as a network: it refuses what it has just carried out.
 * Nothing is cut off by it, so what the target holds is known.
 */
export const CAME_TWICE = 'a request seems to have come twice';

/** A cache or a layer for idempotency has answered in place of the application, or in it. */
export const CAME_AGAIN = 'an earlier answer came again';
