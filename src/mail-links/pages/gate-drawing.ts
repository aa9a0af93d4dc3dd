import { Html } from '../../markup/html.js';

/**
 * The portcullis that hangs in the doorway: bars with points, two crossbars, as wide as there is room. How far it
 * is let down is the style sheet's (body.gate-…).
 */
export function gateDrawing(): Html {
  return Html.fromConstant(
    '<div class="gate" aria-hidden="true"><svg width="100%" height="120" focusable="false"><defs>' +
      '<pattern id="bars" width="36" height="120" patternUnits="userSpaceOnUse">' +
      '<path class="bars" d="M18 0V102M0 30H36M0 74H36"/><path class="points" d="M14 100h8l-4 15z"/>' +
      '<circle class="points" cx="18" cy="30" r="3"/><circle class="points" cx="18" cy="74" r="3"/></pattern></defs>' +
      // From the middle outwards, so that both edges of the doorway cut the gate alike.
      '<svg x="50%" overflow="visible"><rect x="-360" width="720" height="120" fill="url(#bars)"/></svg></svg></div>',
  );
}
