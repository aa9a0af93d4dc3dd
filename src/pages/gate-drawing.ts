import { Html } from '../markup/html.js';

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

const barsAt = [112, 155, 197, 240, 283, 325, 368];
const crossbarsAt = [70, 190, 310, 430, 550, 670];

/** Where there is room for it: the gatehouse from before, and through its arch the road that the gate stands in. */
export function gatehouseDrawing(): Html {
  const arch = 'M80 800V420A160 160 0 0 1 400 420V800Z';
  const gate =
    barsAt
      .map((x) => `<path d="M${x} -60V732"/><path class="points" d="M${x - 9} 728h18l-9 34z"/>`)
      .join('') +
    crossbarsAt.map((y) => `<path d="M70 ${y}H410"/>`).join('') +
    crossbarsAt
      .flatMap((y) => barsAt.map((x) => `<circle class="points" cx="${x}" cy="${y}" r="5"/>`))
      .join('');
  return Html.fromConstant(
    '<div class="gatehouse" aria-hidden="true">' +
      '<svg viewBox="0 0 480 800" preserveAspectRatio="xMidYMax slice" focusable="false"><defs>' +
      '<pattern id="stones" width="120" height="80" patternUnits="userSpaceOnUse">' +
      '<path class="joint" d="M0 .5H120M0 40.5H120M30.5 0V40M90.5 40V80"/></pattern>' +
      `<clipPath id="arch"><path d="${arch}"/></clipPath></defs>` +
      '<rect class="stone" width="480" height="800"/><rect width="480" height="800" fill="url(#stones)"/>' +
      `<g clip-path="url(#arch)"><path class="sky" d="${arch}"/><circle class="sun" cx="240" cy="566" r="54"/>` +
      '<path class="far" d="M80 590q70-52 150-18t170-30V800H80z"/><path class="near" d="M80 650q90-40 180-8t140-20V800H80z"/>' +
      '<path class="road" d="M236 631c-16 29 40 46 24 74-16 27-84 38-112 95h190c-6-52-8-66-14-86-10-34-70-52-76-84z"/>' +
      `<g class="hanging">${gate}</g></g>` +
      '<path class="ring" d="M60 800V420A180 180 0 0 1 420 420V800"/>' +
      '<path class="edge" d="M80 800V420A160 160 0 0 1 400 420V800"/></svg></div>',
  );
}
